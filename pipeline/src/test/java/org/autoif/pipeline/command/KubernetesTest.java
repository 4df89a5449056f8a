package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.FlinkSessionJob;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.make.Synthesize;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Checks the manifests of {@code deploy/} against the types that the Flink Kubernetes Operator and
 * Kubernetes read them with, and against one another, the image, and this program.
 */
class KubernetesTest {
  private static final Path ROOT = Path.of("..");
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "v1 ConfigMap", ConfigMap.class,
          "v1 Secret", Secret.class,
          "v1 Service", Service.class,
          "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
          "apps/v1 StatefulSet", StatefulSet.class,
          "batch/v1 CronJob", CronJob.class,
          "flink.apache.org/v1beta1 FlinkDeployment", FlinkDeployment.class,
          "flink.apache.org/v1beta1 FlinkSessionJob", FlinkSessionJob.class);
  private static final ObjectMapper STRICT = strict();
  private static final int SANDBOX_MEGABYTES = 600;

  private static List<ObjectNode> documents;
  private static String dockerfile;

  @BeforeAll
  static void read() throws IOException {
    dockerfile = Files.readString(ROOT.resolve("deploy/flink/kubernetes/Dockerfile"));
    documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("deploy"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        if (!file.toString().contains("/target/")) {
          STRICT
              .readerFor(ObjectNode.class)
              .<ObjectNode>readValues(file.toFile())
              .forEachRemaining(documents::add);
        }
      }
    }
  }

  @Test
  void givenEachDocument_thenItsTypeKnowsEveryFieldOfIt() throws Exception {
    assertThat(documents, hasSize(9));
    for (ObjectNode document : documents) {
      STRICT.treeToValue(document, TYPES.get(type(document)));
    }
  }

  @Test
  void givenFieldThatIsUnknown_thenTheCheckFails() {
    for (String path :
        List.of("/spec", "/spec/job", "/spec/taskManager/resource", "/spec/podTemplate/spec")) {
      ObjectNode broken = document("FlinkDeployment", "autoif-application").deepCopy();
      ((ObjectNode) broken.at(path)).put("replica", 1);
      assertThrows(
          UnrecognizedPropertyException.class,
          () -> STRICT.treeToValue(broken, FlinkDeployment.class));
    }
  }

  @Test
  void givenNamesThatAreReferredTo_thenTheyExist() {
    for (JsonNode reference : all("secretKeyRef")) {
      JsonNode secret = document("Secret", reference.path("name").asText()).path("stringData");
      assertThat(secret.has(reference.path("key").asText()), is(true));
    }
    for (JsonNode volume : all("configMap")) {
      document("ConfigMap", volume.path("name").asText());
    }
    for (JsonNode volume : all("persistentVolumeClaim")) {
      document("PersistentVolumeClaim", volume.path("claimName").asText());
    }
    String session =
        document("FlinkSessionJob", "autoif-first").at("/spec/deploymentName").asText();
    document("FlinkDeployment", session);
    document(
        "Service",
        String.valueOf(options().getCompletionStore()).replaceAll(".*//([^/]*)/.*", "$1"));
    String rest = session + "-rest:8081"; // the name that the operator gives it
    assertThat(document("CronJob", "autoif").toString(), containsString('"' + rest + '"'));
    for (JsonNode pod : pods()) {
      Set<String> volumes = names(pod.path("volumes"));
      for (JsonNode container : pod.path("containers")) {
        assertThat(names(container.path("volumeMounts")), everyItem(in(volumes)));
      }
    }
  }

  @Test
  void givenSecrets_thenOnlyReferencesLeadToThem() {
    SynthesizeOptions options = options();
    Set<String> variables =
        Set.of(
            String.valueOf(options.getTeacherApiKeyEnv()),
            String.valueOf(options.getCompletionStorePasswordEnv()));
    for (JsonNode pod : pods()) {
      assertThat(variables, everyItem(in(names(pod.at("/containers/0/env")))));
    }
    for (JsonNode env : all("env")) {
      for (JsonNode variable : env) {
        boolean secret = variable.path("name").asText().matches(".*(KEY|PASSWORD).*");
        assertThat(variable.at("/valueFrom/secretKeyRef").isObject(), is(secret));
      }
    }
  }

  @Test
  void givenImage_thenManifestsUseItsPathsAndItsUser() throws Exception {
    Set<String> images = new HashSet<>();
    all("image").forEach(image -> images.add(image.asText()));
    assertThat(images, is(Set.of("registry.example/autoif:0.1.0", "postgres:16")));
    assertThat(dockerfile, containsString(" -t registry.example/autoif:0.1.0 "));
    for (JsonNode job : all("job")) {
      String jar = job.path("jarURI").asText();
      if (jar.startsWith("local://")) {
        assertThat(dockerfile, containsString(" " + jar.substring("local://".length()) + "\n"));
      }
      assertThat(
          Class.forName(job.path("entryClass").asText()).getMethod("main", String[].class),
          is(AutoIfOnFlink.class.getMethod("main", String[].class)));
      assertThat(job.path("args").get(0).asText(), is(new Synthesize().name()));
      assertThat(job.path("parallelism").asInt(), is(parallelism()));
    }
    for (JsonNode container : all("command")) {
      String program = container.path(0).asText();
      if (program.startsWith("/opt/autoif/")) {
        assertThat(Files.isExecutable(ROOT.resolve(program.substring(12))), is(true));
      }
    }
    for (JsonNode pod : pods()) {
      int user = pod.at("/securityContext/runAsUser").asInt();
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(), is(true));
      assertThat(dockerfile, containsString("\nUSER " + user + ":"));
    }
  }

  @Test
  void givenFlinkConfiguration_thenFlinkTakesItAndLeavesRoomForTheSandbox() {
    for (ObjectNode document : documents) {
      if (type(document).endsWith(" FlinkDeployment")) {
        assertThat(document.at("/spec/flinkVersion").asText(), is("v1_19"));
        Configuration configuration = new Configuration();
        document
            .at("/spec/flinkConfiguration")
            .fields()
            .forEachRemaining(f -> configuration.setString(f.getKey(), f.getValue().asText()));
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory(document, "taskManager"));
        configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory(document, "jobManager"));
        assertThat(
            TaskExecutorProcessUtils.processSpecFromConfig(configuration)
                .getJvmMetaspaceAndOverhead()
                .getOverhead()
                .getMebiBytes(),
            greaterThanOrEqualTo(SANDBOX_MEGABYTES));
        assertThat(
            JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(
                    configuration, JobManagerOptions.JVM_HEAP_MEMORY)
                .getJvmMetaspaceAndOverhead()
                .getOverhead()
                .getMebiBytes(),
            greaterThanOrEqualTo(SANDBOX_MEGABYTES));
      }
    }
  }

  @Test
  void givenOptions_thenTheyAreReadAndNameNoSecret() {
    SynthesizeOptions options = options();
    assertThat(options.getSeeds(), is("/etc/autoif/seeds.txt"));
    assertThat(
        document("ConfigMap", "autoif")
            .path("data")
            .has(Path.of(String.valueOf(options.getSeeds())).getFileName().toString()),
        is(true));
    assertThat(options.getCompletionStore(), not(containsString("password")));
  }

  private static MemorySize memory(JsonNode document, String who) {
    return MemorySize.parse(document.at("/spec/" + who + "/resource/memory").asText());
  }

  private static int parallelism() {
    return options().as(org.apache.beam.runners.flink.FlinkPipelineOptions.class).getParallelism();
  }

  private static SynthesizeOptions options() {
    return Arguments.parse(
        document("ConfigMap", "autoif").at("/data/options").asText().lines().toList(),
        SynthesizeOptions.class,
        Map.of());
  }

  private static String type(JsonNode document) {
    return document.path("apiVersion").asText() + " " + document.path("kind").asText();
  }

  private static ObjectNode document(String kind, String name) {
    return documents.stream()
        .filter(d -> d.path("kind").asText().equals(kind))
        .filter(d -> d.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
  }

  /** Returns what stands under a field of this name, wherever it is. */
  private static List<JsonNode> all(String field) {
    return documents.stream().flatMap(d -> d.findValues(field).stream()).toList();
  }

  /** Returns what is in pods that run the image. */
  private static List<JsonNode> pods() {
    List<JsonNode> pods =
        documents.stream()
            .filter(d -> d.toString().contains("registry.example/autoif"))
            .flatMap(d -> d.findParents("containers").stream())
            .toList();
    assertThat(pods, hasSize(3));
    return pods;
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new TreeSet<>();
    list.forEach(entry -> names.add(entry.path("name").asText()));
    return names;
  }

  /** The types take in what they do not know, and ignore it, unless they are kept from it. */
  private static ObjectMapper strict() {
    SimpleModule module = new SimpleModule();
    module.setDeserializerModifier(
        new BeanDeserializerModifier() {
          private static final long serialVersionUID = 1;

          @Override
          public BeanDeserializerBuilder updateBuilder(
              DeserializationConfig config, BeanDescription type, BeanDeserializerBuilder builder) {
            builder.setAnySetter(null);
            return builder;
          }
        });
    ObjectMapper mapper =
        new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    mapper.registerModule(module);
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.setAnnotationIntrospector(
        new JacksonAnnotationIntrospector() {
          private static final long serialVersionUID = 1;

          @Override
          public JsonIgnoreProperties.Value findPropertyIgnoralByName(
              MapperConfig<?> config, Annotated type) {
            return JsonIgnoreProperties.Value.empty();
          }
        });
    return mapper;
  }
}
