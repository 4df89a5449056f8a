package org.autoif.pipeline.command.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.spending.Prices.Price;
import org.autoif.io.llm.spending.SpendingLimits;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.SpendingOptions;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost, and how much of that is too much.
 *
 * @param prices of a million tokens, or a file of them; null for none
 * @param maxCost in the currency of the prices; null for no limit
 * @param maxCalls requests; 0 for no limit
 */
public record SpendingSettings(@Nullable String prices, @Nullable Double maxCost, long maxCalls) {
  private static final String FORM =
      "expected PROMPT,COMPLETION or PROMPT,COMPLETION,CACHED for a million tokens, or a JSON file";

  /** Resolves options. */
  public static SpendingSettings of(SpendingOptions options) {
    Double maxCost = options.getMaxCost();
    long maxCalls = options.getMaxCalls();
    if (maxCalls < 0) {
      throw new UsageException("--maxCalls " + maxCalls + ": must be 0 or more");
    }
    if (maxCost != null && !(maxCost > 0)) {
      throw new UsageException("--maxCost " + maxCost + ": must be more than 0");
    }
    if (maxCost != null && options.getPrices() == null) {
      throw new UsageException("--maxCost needs --prices");
    }
    return new SpendingSettings(options.getPrices(), maxCost, maxCalls);
  }

  /** Returns the prices by role; a file must have those of every model in use. */
  public Prices prices(Map<String, ChatEndpoint> endpoints) throws IOException {
    String given = prices;
    if (given == null) {
      return Prices.NONE;
    }
    Map<String, Price> byRole = new HashMap<>();
    if (given.matches("[-+.,\\d\\seE]+")) {
      Price price = price(given);
      endpoints.keySet().forEach(role -> byRole.put(role, price));
    } else {
      JsonNode file = file(given);
      endpoints.forEach(
          (role, endpoint) -> byRole.put(role, price(given, file, role, endpoint.model())));
    }
    return Prices.of(byRole);
  }

  private static Price price(String given) {
    String[] parts = given.split(",", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new UsageException("--prices='" + given + "': " + FORM);
    }
    try {
      BigDecimal prompt = new BigDecimal(parts[0].strip());
      return new Price(
          prompt,
          new BigDecimal(parts[1].strip()),
          parts.length == 3 ? new BigDecimal(parts[2].strip()) : prompt);
    } catch (NumberFormatException e) {
      throw new UsageException("--prices='" + given + "': " + FORM);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--prices='" + given + "': " + Arguments.firstLine(e));
    }
  }

  private static JsonNode file(String path) throws IOException {
    try {
      return Json.read(InputFiles.readText(Arguments.file("--prices", path)), ObjectNode.class);
    } catch (InputException | IllegalArgumentException e) {
      throw new UsageException("--prices='" + path + "': " + Arguments.firstLine(e));
    }
  }

  private static Price price(String path, JsonNode file, String role, String model) {
    JsonNode price = file.path(model);
    if (!price.path("prompt").isNumber() || !price.path("completion").isNumber()) {
      throw new UsageException(
          "--prices='"
              + path
              + "' lacks the "
              + role
              + "'s model: expected \""
              + model
              + "\":{\"prompt\":N,\"completion\":N}");
    }
    try {
      JsonNode cached = price.path("cached");
      return new Price(
          price.path("prompt").decimalValue(),
          price.path("completion").decimalValue(),
          (cached.isNumber() ? cached : price.path("prompt")).decimalValue());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--prices='" + path + "': " + model + ": " + Arguments.firstLine(e));
    }
  }

  /** Returns the limits of this run; null for none. */
  public @Nullable SpendingLimits limits(Prices prices, @Nullable StoreSettings store) {
    if (maxCost == null && maxCalls == 0) {
      return null;
    }
    String option = maxCost == null ? "--maxCalls" : "--maxCost";
    if (store == null) {
      throw new UsageException(
          option + " with --completionStore=none: what was paid for would be lost at the limit");
    }
    return new SpendingLimits(
        UUID.randomUUID().toString(),
        maxCalls,
        maxCost == null ? null : BigDecimal.valueOf(maxCost),
        prices,
        CompletionStores.source(store),
        "what came is in the completion store: the same command with a higher limit goes on from"
            + " there");
  }
}
