package org.autoif.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.autoif.io.record.Json;

/**
 * The REST interface of a Flink cluster, for those who watch a job.
 *
 * @param address host and port
 * @param http what asks
 */
public record FlinkRest(String address, HttpClient http) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Returns the interface at {@code HOST:PORT}; nothing is asked yet. */
  public static FlinkRest at(String address) {
    return new FlinkRest(address, HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
  }

  /** Returns what the cluster says, a missing node if it does not within five seconds. */
  public JsonNode get(String path) throws InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + address + path))
                  .timeout(TIMEOUT)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return Json.read(response.body(), JsonNode.class);
      }
    } catch (IOException | IllegalArgumentException e) {
      // the job goes on without being watched
    }
    return MissingNode.getInstance();
  }

  /** Returns what the cluster says of each of its jobs. */
  public JsonNode jobs() throws InterruptedException {
    return get("/jobs/overview").path("jobs");
  }
}
