package org.autoif.pipeline.command.make;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import org.autoif.io.llm.spending.Prices;
import org.autoif.pipeline.Forecast;

/**
 * The table of {@code plan}.
 *
 * @param prices what tokens cost
 * @param averages tokens of a completion
 * @param choices samples that one request asks for
 */
record PlanReport(Prices prices, TokenAverages averages, int choices) {
  private static final String ROW = "%-20s %-8s %10s %11s %9s %12s %12s %12s  %s%n";
  private static final int CENTS = 2;

  /** Steps that ask for several samples of one question. */
  private static final Set<String> ONE_QUESTION =
      Set.of("GenerateVerifiers", "GenerateNearMisses", "SampleResponses");

  void print(List<Forecast.Calls> calls, PrintStream out) {
    out.printf(
        ROW,
        "step",
        "role",
        "records",
        "completions",
        "requests",
        "prompt tok",
        "compl tok",
        prices.isEmpty() ? "" : "cost",
        "tokens");
    long completions = 0;
    long requests = 0;
    long prompt = 0;
    long completion = 0;
    BigDecimal cost = BigDecimal.ZERO;
    for (Forecast.Calls of : calls) {
      TokenAverages.Average average = averages.of(of.step(), of.role());
      long samples = Math.round(of.completions());
      long sent = requests(of);
      long read = Math.round(of.completions() * average.prompt());
      long written = Math.round(of.completions() * average.completion());
      BigDecimal price = prices.cost(of.role(), read, 0, written);
      out.printf(
          ROW,
          of.step(),
          of.role(),
          Math.round(of.records()),
          samples,
          sent,
          read,
          written,
          money(price),
          average.source());
      completions += samples;
      requests += sent;
      prompt += read;
      completion += written;
      cost = cost.add(price);
    }
    out.printf(ROW, "all", "", "", completions, requests, prompt, completion, money(cost), "");
  }

  private long requests(Forecast.Calls of) {
    long records = Math.round(of.records());
    if (records == 0) {
      return 0;
    }
    // Samples of a record that are of one question can come by one request.
    boolean samples = ONE_QUESTION.contains(of.step());
    long each = Math.round(of.completions() / of.records());
    return samples ? records * ((each + choices - 1) / choices) : Math.round(of.completions());
  }

  private String money(BigDecimal amount) {
    if (prices.isEmpty()) {
      return "";
    }
    int digits = amount.compareTo(BigDecimal.ONE) < 0 ? 3 * CENTS : CENTS;
    return amount.setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }
}
