package org.autoif.pipeline.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.autoif.io.record.Json;

/** Writes a finished version by hand: every kind of row, and texts that would like to be markup. */
final class SmallVersion {
  static final String HOSTILE =
      "</script><script>window.hurt = 1</script><img src=x onerror='window.hurt = 2'><!-- <b>bold</b>";

  private static final int TASKS = 24;
  private static final String SOURCE = "def evaluate(response):\n    return len(response) < 99\n";

  private SmallVersion() {}

  /** Writes version {@code v} into {@code output} and publishes it. */
  static Path write(Path output) throws IOException {
    Path version = output.resolve("v");
    StringBuilder sft = new StringBuilder();
    StringBuilder rlvr = new StringBuilder();
    StringBuilder dpo = new StringBuilder();
    StringBuilder refused = new StringBuilder();
    for (int i = 0; i < TASKS; i++) {
      String prompt = i == 0 ? "Say " + HOSTILE : "Question " + i + "?\nUse at most 98 characters.";
      String answer =
          i == 0 ? HOSTILE : "The answer to that is number " + i + ", as it was before.";
      ObjectNode row = row(String.format("s%03d", i));
      said(row.putArray("messages"), prompt, answer);
      row.put("task_id", "t" + i);
      row.putArray("instruction_ids").add("i1");
      row.put("pass_rate", i % 2 == 0 ? 1.0 : 0.75).put("score", 8.0 + i % 3);
      row.putArray("verdicts").add("true").add(i % 2 == 0 ? "true" : "error:timeout");
      sft.append(row).append('\n');
      ObjectNode task = row("t" + i);
      said(task.putArray("prompt"), prompt, null);
      ObjectNode constraint = task.putArray("constraints").addObject().put("id", "i" + (1 + i % 2));
      constraint.put("instruction", instruction(1 + i % 2)).putArray("functions").add(SOURCE);
      rlvr.append(task.put("pass_rate", i % 2 == 0 ? 0.9 : 0.25).put("responses", 2)).append('\n');
      ObjectNode pair = row("p" + i).put("level", i % 3 == 0 ? "instruction" : "query");
      said(pair.putArray("prompt"), prompt, null);
      pair.putArray("chosen").addObject().put("role", "assistant").put("content", answer);
      pair.putArray("rejected")
          .addObject()
          .put("role", "assistant")
          .put("content", "No. ".repeat(i));
      pair.putArray("instruction_ids").add("i1");
      dpo.append(pair.put("chosen_pass_rate", 1.0).put("rejected_pass_rate", 0.0)).append('\n');
      ObjectNode record = Json.mapper().createObjectNode().put("task_id", "t" + i);
      said(record.putArray("messages"), prompt, null);
      ObjectNode response =
          record.putObject("response").put("id", "r" + i).put("text", "No. ".repeat(40));
      response.putArray("verdicts").add("false").add("false");
      response.put("pass_rate", 0.0);
      refused
          .append(rejection("VerifyResponses", "response_pass_rate", "r" + i, record))
          .append('\n');
    }
    put(version, "sft/train-00000-of-00001.jsonl", sft);
    put(version, "rlvr/train-00000-of-00001.jsonl", rlvr);
    put(version, "dpo/train-00000-of-00001.jsonl", dpo);
    put(version, "rejected/VerifyResponses/part-00000-of-00001.jsonl", refused);
    put(version, "rejected/CrossValidate/part-00000-of-00001.jsonl", function() + "\n");
    put(version, "instructions/part-00000-of-00001.jsonl", instructions());
    put(
        version,
        "failures/part-00000-of-00001.jsonl",
        row("f1")
                .put("step", "ScoreQuality")
                .put("kind", "unreadable_answer")
                .put("message", "no last line 'Score: N'")
                .put("attempts", 1)
                .put("record", HOSTILE)
            + "\n");
    put(version, "diff.json", DIFF);
    put(version, "manifest.json", MANIFEST);
    put(output, "LATEST", "v\n");
    return version;
  }

  private static String function() {
    ObjectNode record = Json.mapper().createObjectNode().put("instruction", instruction(1));
    record.put("function", "def evaluate(r):\n    return '</script>' in r\n");
    ArrayNode cases = record.putArray("cases");
    cases.addObject().put("input", "a").put("expected", true).put("verdict", "false");
    cases.addObject().put("input", "b").put("expected", false).put("verdict", "false");
    return rejection("CrossValidate", "function_accuracy", "g1", record).toString();
  }

  private static String instructions() {
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= 2; i++) {
      ObjectNode row = row("i" + i).put("instruction", instruction(i)).put("origin", "seed");
      ArrayNode functions = row.putArray("functions");
      for (int f = 0; f < 2; f++) {
        functions
            .addObject()
            .put("id", "f" + i + f)
            .put("source", SOURCE)
            .put("accuracy", 0.6 + 0.4 * f)
            .put("back_translation", "Be brief.")
            .put("entailment", "entailment");
      }
      row.putArray("cases").addObject().put("input", HOSTILE).put("expected", true);
      rows.append(row).append('\n');
    }
    return rows.toString();
  }

  private static String instruction(int i) {
    return i == 1 ? "Use at most 98 characters." : "Write <i>italics</i>.";
  }

  private static ObjectNode row(String id) {
    return Json.mapper().createObjectNode().put("id", id);
  }

  private static ObjectNode rejection(String step, String reason, String id, ObjectNode record) {
    return row(id)
        .put("step", step)
        .put("reason", reason)
        .put("detail", "pass rate 0.0, must be above:0.5")
        .put("record", record.toString());
  }

  private static void said(
      ArrayNode messages, String user, @org.jspecify.annotations.Nullable String assistant) {
    messages.addObject().put("role", "user").put("content", user);
    if (assistant != null) {
      messages.addObject().put("role", "assistant").put("content", assistant);
    }
  }

  private static void put(Path folder, String name, CharSequence text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static final String DIFF =
      """
      {"base": "u",
       "instructions": {"same": 1, "added": 1, "changed": 0, "dropped": 1,
         "why": {"added": {"new": 1}, "dropped": {"rejected:CrossValidate:function_accuracy": 1}}},
       "rlvr": {"same": 12, "added": 12, "changed": 0, "dropped": 3, "why": {}},
       "sft": {"same": 12, "added": 12, "changed": 0, "dropped": 3, "why": {}},
       "dpo": {"same": 24, "added": 0, "changed": 0, "dropped": 0, "why": {}},
       "changed_instructions": [
         {"id": "i2", "change": "added", "why": "new", "instruction": "Write <i>italics</i>."}]}
      """;

  private static final String MANIFEST =
      """
      {
        "format" : "autoif-dataset/1",
        "version" : "v",
        "settings" : { "models" : { "teacher" : "m" }, "method" : { "preset" : "paper" } },
        "steps" : [ {
          "step" : "GenerateVerifiers", "kept" : 3, "rejected" : { }, "failed" : { },
          "calls" : { "teacher" : { "records" : 3, "completions" : 24, "requests" : 24, "prompt_tokens" : 9000,
            "cached_tokens" : 4000, "completion_tokens" : 7000, "cost" : 0.42, "retries" : 2,
            "latency_ms" : [ 210, 480, 900 ] } }
        }, {
          "step" : "CrossValidate", "kept" : 2, "rejected" : { "function_accuracy" : 1 }, "failed" : { }
        }, {
          "step" : "VerifyResponses", "kept" : 24, "rejected" : { "response_pass_rate" : 24 }, "failed" : { }
        }, {
          "step" : "BuildRewardTasks", "kept" : 24, "rejected" : { }, "failed" : { }
        }, {
          "step" : "ScoreQuality", "kept" : 24, "rejected" : { }, "failed" : { "unreadable_answer" : 1 },
          "calls" : { "judge" : { "records" : 24, "completions" : 24, "requests" : 24, "prompt_tokens" : 5000,
            "cached_tokens" : 0, "completion_tokens" : 900, "cost" : 0.1, "retries" : 0,
            "latency_ms" : [ 90, 120, 300 ] } }
        }, {
          "step" : "BuildSftExamples", "kept" : 24, "rejected" : { }, "failed" : { }
        }, {
          "step" : "PairPreferences", "kept" : 24, "rejected" : { "query_without_negative" : 2 }, "failed" : { }
        } ],
        "calls" : { },
        "cost" : 0.52,
        "rows" : { "dpo" : 24, "failures" : 1, "instructions" : 2, "rejected" : 25, "rlvr" : 24, "sft" : 24 },
        "files" : [ ]
      }
      """;
}
