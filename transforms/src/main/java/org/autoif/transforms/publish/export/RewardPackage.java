package org.autoif.transforms.publish.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.autoif.io.record.Json;
import org.autoif.io.record.Resources;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.TextLibrary;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.transforms.respond.Guards;
import org.autoif.transforms.respond.VerifyResponses;

/**
 * The Python package that rewards answers by a dataset's rows, for TRL, verl and open-instruct: the
 * host program of the cpython engine, with the limits of the run, behind each trainer's own
 * interface. It decides as {@link VerifyResponses} does.
 */
public final class RewardPackage {
  private static final String FOLDER = "reward/autoif_reward/";

  private RewardPackage() {}

  /** Returns the files by their path in the version's folder. */
  public static Map<String, byte[]> files(SandboxSettings sandbox) {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : new String[] {"__init__.py", "open_instruct.py", "reasoning.py"}) {
      files.put(FOLDER + name, Resources.bytes(RewardPackage.class, "reward/" + name));
    }
    files.put(FOLDER + "refusals.txt", Guards.refusals());
    files.put(FOLDER + "cpython_host.py", Sandboxes.cpythonHost());
    files.put(FOLDER + TextLibrary.NAME + ".py", TextLibrary.source());
    files.put(
        FOLDER + "settings.json",
        (settings(sandbox).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static ObjectNode settings(SandboxSettings sandbox) {
    ObjectNode settings = Json.mapper().createObjectNode();
    settings.put("limit", sandbox.callTimeout().toMillis() / 1000.0);
    settings.put("memory", sandbox.heapMegabytes());
    settings.put("truthiness", sandbox.truthiness().name().toLowerCase(Locale.ROOT));
    settings.put("recycle", sandbox.recycleAfter());
    settings.put("session_ms", sandbox.sessionTimeout().toMillis());
    settings.put("host_s", sandbox.hostTimeout().toSeconds());
    sandbox.cpython().packages().forEach(settings.putArray("packages")::add);
    return settings;
  }
}
