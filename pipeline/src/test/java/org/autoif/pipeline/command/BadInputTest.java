package org.autoif.pipeline.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be used is told in one line, with status 2, before anything is written. */
class BadInputTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    write("seeds.txt", "Use exactly 40 words.\n");
    write("queries.txt", "What is the best way to learn how to swim?\n");
    write("empty", "");
    write("binary", "PK\0\0");
    Files.write(folder.resolve("cut.gz"), new byte[] {0x1F, (byte) 0x8B, 8});
    write("blank", "\n \n");
    write("rows.json", "[{\"text\": \"one\"},\n {\"txt\": \"two\"}]");
    write("broken.json", "{\"text\": \"one\"}\n{\"text\": ");
    write("done/v1/manifest.json", "{}");
    write("damaged/v1/manifest.json", "{\"version\":");
    write("damaged/LATEST", "v1\n");
    write("prompts/self_instruct.txt", "no placeholders");
    write("strange/prompt.txt", "unknown name");
    write("used/verdicts-00000-of-00001.jsonl", "{}");
    write("session.jsonl", "{\"id\":\"a\",\"functions\":\"x\",\"inputs\":[]}");
    write("prices.json", "{\"autoif-teacher\":{\"prompt\":1,\"completion\":2}}");
    write("lines.jsonl", "[]");
    write("verifiers.jsonl", "{\"instruction\":\"x\"}");
    String verifiers = "{\"id\":7,\"instruction\":\"x\",\"verifiers\":[],\"testcases\":[]}\n";
    write("twins.jsonl", verifiers + verifiers.replace("7", "8") + verifiers);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        bad("unknown command 'sythesize': expected one of [synthesize, ", "sythesize"),
        bad("]; did you mean synthesize?", "sythesize"),
        bad("--input is needed", "report"),
        bad(
            "' is no finished version (it has no manifest.json), nor an output",
            "report",
            "--input=@"),
        bad("--rows 0: must be from 1 to 100000", "report", "--input=@", "--rows=0"),
        bad("inspect needs a path first", "inspect", "--limit=2"),
        bad("--kind='x': expected one of [sft, ", "inspect", "@", "--kind=x"),
        bad("no file matches", "inspect", "@/none.jsonl"),
        bad("line 1 of ", "inspect", "@/lines.jsonl"),
        bad("--progress='loud': expected one of [auto, plain, none]", "verify", "--progress=loud"),
        bad("unknown option --sedes; did you mean --seeds?", "synthesize", "--sedes=x"),
        bad("unexpected argument 'seeds.txt'", "synthesize", "seeds.txt"),
        bad("--seeds needs a value", "synthesize", "--seeds"),
        bad("--seeds is given twice", "synthesize", "--seeds=a", "--seeds=b"),
        bad("--responses='many': expected a whole number", "synthesize", "--responses=many"),
        bad("--demo='yes': expected true or false", "synthesize", "--demo=yes"),
        bad("--output is needed", "synthesize", "--demo"),
        bad(
            "--minTaskPassRate 0.5, maxTaskPassRate 0.25: must be from 0 to 1 and in this order",
            demo("--minTaskPassRate=0.5", "--maxTaskPassRate=0.25")),
        bad("--seeds is needed", "synthesize", "--output=@/o"),
        bad("--queries is needed", "synthesize", "--output=@/o", "--seeds=@/seeds.txt"),
        bad("--responses 0: must be at least 1", demo("--responses=0")),
        bad("--confidence 1.5: must be from 0 to 1", demo("--confidence=1.5")),
        bad("--responseTemperature 3.0: must be from 0 to 2", demo("--responseTemperature=3")),
        bad("--maxLengthRatio 0.5: must be at least 1", demo("--maxLengthRatio=0.5")),
        bad("--maxLengthRatio NaN: must be at least 1", demo("--maxLengthRatio=NaN")),
        bad("--queryRewrite 'fuse': expected concat or llm", demo("--queryRewrite=fuse")),
        bad("preset 'fast'", demo("--preset=fast")),
        bad("--score 'over:8'", demo("--score=over:8")),
        bad("--score 'above:11'", demo("--score=above:11")),
        bad("--maxInFlight 0: must be from 1 to 4096", demo("--maxInFlight=0")),
        bad("--minSft -1: must be at least 0", demo("--minSft=-1")),
        bad("--keepVersions -1: must be at least 0", demo("--keepVersions=-1")),
        bad("--baseVersion='old' is no finished version in ", demo("--baseVersion=old")),
        bad("--outputFormat 'csv': expected jsonl or parquet", demo("--outputFormat=csv")),
        bad(
            "--validationFraction 1.0: must be at least 0 and less than 1",
            demo("--validationFraction=1")),
        bad("--exports 'trl': expected some of [alpaca, ", demo("--exports=kto,trl")),
        bad("--requestsPerMinute -1: must be from 0 to", demo("--requestsPerMinute=-1")),
        bad(
            "--tasks '0': expected whole numbers from 1 to 10000000",
            "bench",
            "cluster-scale",
            "--runner=FlinkRunner",
            "--flinkMaster=localhost:1",
            "--tasks=100,0"),
        bad(
            "--queriesPerInstruction: bench cluster-scale has its own",
            "bench",
            "cluster-scale",
            "--runner=FlinkRunner",
            "--flinkMaster=localhost:1",
            "--queriesPerInstruction=4"),
        bad("--audit: bench checks has its own", "bench", "checks", "--audit=none"),
        bad("--teacherModel is needed", "bench", "checks", "--teacherBaseUrl=http://localhost/v1"),
        bad(
            "--judgeModel: bench checks needs --teacherBaseUrl",
            "bench",
            "checks",
            "--judgeModel=m"),
        bad("--rules 0: must be at least 1", "bench", "checks", "--rules=0"),
        bad("bench cluster-calls: --runner=FlinkRunner is needed", "bench", "cluster-calls"),
        bad(
            "HOST:PORT of a cluster on this machine is expected",
            "bench",
            "cluster-kills",
            "--runner=FlinkRunner"),
        bad(
            "no TaskManager is known there",
            "bench",
            "cluster-kills",
            "--runner=FlinkRunner",
            "--flinkMaster=127.0.0.1:9"),
        bad(
            "--verifierEngine='cpython3': expected one of [graalpy, cpython, jython]",
            demo("--verifierEngine=cpython3")),
        bad("--audit 'ecko': expected all, none or some of [probes, ", demo("--audit=ecko")),
        bad("--auditUnrelated 1.5: must be from 0 to 1", demo("--auditUnrelated=1.5")),
        bad(
            "--verifierEngine=cpython: /no/python cannot be started; the cpython engine needs",
            demo("--verifierEngine=cpython", "--pythonExecutable=/no/python")),
        bad(
            "--verifierPackages: packages has 'a.b' but must be names of top-level packages",
            demo("--verifierEngine=cpython", "--verifierPackages=nltk, a.b")),
        bad(
            "--verifierPackages: only with --verifierEngine=cpython",
            demo("--verifierPackages=nltk")),
        bad(
            "--verifierPackages: only with --verifierEngine=cpython",
            demo("--verifierEngine=jython", "--verifierPackages=nltk")),
        bad("--truthiness='maybe': expected one of [strict", demo("--truthiness=maybe")),
        bad(
            "--minQueryLength 9: must be from 1 to maxQueryLength, 5",
            demo("--minQueryLength=9", "--maxQueryLength=5")),
        bad("--prices='1': expected PROMPT,COMPLETION or ", demo("--prices=1")),
        bad("--prices='1,-2': prices 1, -2, 1: must be 0 or more", demo("--prices=1,-2")),
        bad("--prices='@/none': no file matches", demo("--prices=@/none")),
        bad(
            "--prices='@/prices.json' lacks the judge's model: expected \"m\":{\"prompt\":N,",
            demo("--prices=@/prices.json", "--judgeModel=m")),
        bad("--maxCalls -1: must be 0 or more", demo("--maxCalls=-1")),
        bad("--maxCost 0.0: must be more than 0", demo("--prices=1,2", "--maxCost=0")),
        bad("--maxCost needs --prices", demo("--maxCost=1")),
        bad(
            "--maxCalls with --completionStore=none",
            demo("--maxCalls=1", "--completionStore=none")),
        bad("--choicesPerRequest 0: must be from 1 to 128", demo("--choicesPerRequest=0")),
        bad(
            "--structuredOutput 'xml': expected one of [none, json, schema]",
            demo("--structuredOutput=xml")),
        bad("--nli='bert': expected llm, onnx or tei", demo("--nli=bert")),
        bad("--nliModel is needed", demo("--nli=onnx")),
        bad(
            "--entailment 'both': expected mutual, forward or not-contradiction",
            demo("--entailment=both")),
        bad("--nliModel='m' is for --nli=onnx or tei", demo("--nliModel=m")),
        bad("--nliBaseUrl='http://h' is for --nli=tei", demo("--nliBaseUrl=http://h")),
        bad(
            "--nliModel: there is no model.onnx in @/none",
            demo("--nli=onnx", "--nliModel=@/none")),
        bad("--nliBaseUrl is needed", demo("--nli=tei", "--nliModel=m")),
        bad("--queries is needed", "plan", "--seeds=@/seeds.txt"),
        bad(
            "--choicesPerRequest 0: must be from 1 to 128",
            "plan",
            "--demo",
            "--choicesPerRequest=0"),
        bad(
            "--output='s3://b/o': No filesystem found for scheme s3; the jar has s3 when",
            "synthesize",
            "--demo",
            "--output=s3://b/o"),
        bad("--output='s3://b/o': No filesystem", "plan", "--demo", "--output=s3://b/o"),
        bad("--seeds='s3://b/s': No filesystem found for scheme s3", demo("--seeds=s3://b/s")),
        bad("--prompts='s3://b/p': No filesystem", demo("--prompts=s3://b/p")),
        bad("--prices='s3://b/p': No filesystem", demo("--prices=s3://b/p")),
        bad("--input='s3://b/v': No filesystem found for", "report", "--input=s3://b/v"),
        bad("path='s3://b/v': No filesystem found for", "inspect", "s3://b/v"),
        bad("path='s3://b/sft.jsonl': No filesystem", "inspect", "s3://b/sft.jsonl"),
        bad("--output='s3://b/o': No filesystem", "store", "stats", "--output=s3://b/o"),
        bad(
            "--output='s3://b/o': No filesystem",
            "verify",
            "--input=@/rows.json",
            "--output=s3://b/o"),
        bad(
            "--output='@/empty' cannot be written: @/empty is no folder",
            "synthesize",
            "--demo",
            "--output=@/empty"),
        bad(
            "--output='@/empty/o' cannot be written: @/empty is no folder",
            "verify",
            "--input=@/rows.json",
            "--output=@/empty/o"),
        bad("--seeds='@' is a folder: a file is expected", demo("--seeds=@")),
        bad("--prices='@' is a folder: a file is expected", demo("--prices=@")),
        bad("--verifierTimeout 0: must be from 1 to 3600", demo("--verifierTimeout=0")),
        bad("--verifierSlots: slots is -1 but must be from 0", demo("--verifierSlots=-1")),
        bad("--pythonExecutable: executable is empty", demo("--pythonExecutable=")),
        bad(
            "--flinkMaster='https://h:1': HOST:PORT is expected, which is asked by http",
            demo("--runner=FlinkRunner", "--flinkMaster=https://h:1")),
        bad("--rowsPerFile 0: must be at least 1", demo("--rowsPerFile=0")),
        bad("--version 'a/b'", demo("--version=a/b")),
        bad(
            "--version='v1' is finished in ",
            "synthesize",
            "--demo",
            "--output=@/done",
            "--version=v1"),
        bad(
            "--output='@/damaged': manifest.json of version 'v1', the latest, is damaged:",
            "plan",
            "--demo",
            "--output=@/damaged"),
        bad("--seeds: no file matches '@/none'", demo("--seeds=@/none")),
        bad("--seeds='@/blank': the file has no instruction", demo("--seeds=@/blank")),
        bad(
            "--seeds: line 1 of @/rows.json is JSON: instructions are plain text",
            demo("--seeds=@/rows.json")),
        bad(
            "--seeds: line 1 of @/binary has a NUL, so it is no text: allowed is plain text",
            demo("--seeds=@/binary")),
        bad(
            "--queries: line 1 of @/binary has a NUL, so it is no text: allowed is plain text, JSON",
            demo("--queries=@/binary")),
        bad("--queries: @/cut.gz is no whole gzip file: ", demo("--queries=@/cut.gz")),
        bad("--queries: no file matches '@/none*'", demo("--queries=@/none*")),
        bad("--queries='@/empty': there is no query in it", demo("--queries=@/empty")),
        bad(
            "--queries: line 2 of @/rows.json has no query: expected a text in",
            demo("--queries=@/rows.json")),
        bad("--queries: line 2 of @/broken.json is not JSON", demo("--queries=@/broken.json")),
        bad("--decontaminate: no file matches '@/none'", demo("--decontaminate=@/none")),
        bad("--prompts='@/none': no file matches", demo("--prompts=@/none")),
        bad("--prompts='@/prompts': ", demo("--prompts=@/prompts")),
        bad("--prompts='@/strange': ", demo("--prompts=@/strange")),
        bad(
            "--teacherBaseUrl: 'localhost:8000' is not an address",
            own("--teacherBaseUrl=localhost:8000")),
        bad(
            "--teacherBaseUrl: a key in the address would be shown",
            own("--teacherBaseUrl=http://127.0.0.1:1/v1?key=canary")),
        bad(
            "--teacherExtraBody='{x': expected a JSON object",
            own("--teacherBaseUrl=http://127.0.0.1:1/v1", "--teacherExtraBody={x")),
        bad(
            "--teacherOmit: 'top_k' cannot be left out: expected n, response_format, seed,",
            own("--teacherBaseUrl=http://127.0.0.1:1/v1", "--teacherOmit=seed,top_k")),
        bad("--judgeSystemTurn='none': expected system or user", demo("--judgeSystemTurn=none")),
        bad("--policyApiKeyHeader='a b' is no name of a header", demo("--policyApiKeyHeader=a b")),
        bad("--maxFailures", demo("--maxFailures=2")),
        bad(
            "--teacherBaseUrl: the file of certificates '@/none' cannot be read",
            own("--teacherBaseUrl=https://127.0.0.1:1/v1", "--caFile=@/none")),
        bad("--judgeModel is needed", demo("--judgeBaseUrl=http://127.0.0.1:1/v1")),
        bad("--judgeExtraBody='[]': expected a JSON object", demo("--judgeExtraBody=[]")),
        bad("--policyMaxTokens -1: must be 0 or more", demo("--policyMaxTokens=-1")),
        bad("--policyMaxTokens='x': expected a whole number", demo("--policyMaxTokens=x")),
        bad("--maxTokens -1: must be 0 or more", demo("--maxTokens=-1")),
        bad(
            "--judgeBaseUrl: the environment variable AUTOIF_NO_SUCH_KEY is not set",
            demo("--judgeApiKeyEnv=AUTOIF_NO_SUCH_KEY")),
        bad(
            "AUTOIF_NO_SUCH_KEY",
            own("--teacherBaseUrl=http://127.0.0.1:1/v1", "--teacherApiKeyEnv=AUTOIF_NO_SUCH_KEY")),
        bad("--input is needed", "verify", "--output=@/o"),
        bad(
            "--input: line 1 of @/session.jsonl ",
            "verify",
            "--input=@/session.jsonl",
            "--output=@/o"),
        bad(
            "--output='@/used' has verdicts already",
            "verify",
            "--input=@/session.jsonl",
            "--output=@/used"),
        bad("--input='@/empty': the file has no row", "verify", "--input=@/empty", "--output=@/o"),
        bad(
            "--shards -1: must be at least 1",
            "verify",
            "--input=@/session.jsonl",
            "--output=@/o",
            "--shards=-1"),
        bad(
            "line 3 of @/twins.jsonl has the id '7' of an earlier row",
            "cross-validate",
            "--input=@/twins.jsonl",
            "--output=@/o"),
        bad(
            "--input: line 1 of @/verifiers.jsonl ",
            "cross-validate",
            "--input=@/verifiers.jsonl",
            "--output=@/o"),
        bad(
            "--minFunctions -1",
            "cross-validate",
            "--input=@/verifiers.jsonl",
            "--output=@/o",
            "--minFunctions=-1"),
        bad(
            "'NoSuchRunner', supported pipeline runners [DirectRunner, ",
            demo("--runner=NoSuchRunner")),
        bad("--port", "teacher", "--port=70000"),
        bad(
            "--apiKeyEnv: the environment variable AUTOIF_NO_SUCH_KEY is not set",
            "teacher",
            "--apiKeyEnv=AUTOIF_NO_SUCH_KEY"),
        bad("--errorRate", "teacher", "--errorRate=2"),
        bad("bench needs one of [calls, ", "bench"),
        bad("not 'call'", "bench", "call"),
        bad(
            "--inFlight 'many': expected whole numbers from 1 to 4096",
            bench("--inFlight=64,many")),
        bad("--inFlight '0': expected whole numbers from 1 to 4096", bench("--inFlight=0")),
        bad("--calls 99: must be from 100 to 100000000", bench("--calls=99")),
        bad("--latencyMillis 0: must be from 1 to 60000", bench("--latencyMillis=0")),
        bad("--kills 0: must be at least 1", bench("--kills=0")),
        bad(
            "--completionStore: bench kills makes its own",
            "bench",
            "kills",
            "--completionStore=none"),
        bad("--completionStore: ", bench("--completionStore=mongodb:x")),
        bad("--output='@/none/x': must be a file in a folder that", bench("--output=@/none/x")),
        bad("--baseline='@/none' cannot be read", bench("--baseline=@/none")),
        bad("--baseline='@/rows.json' is no result of bench", bench("--baseline=@/rows.json")),
        bad(
            "--flinkMaster='flink:8081': this bench measures one process, [local]",
            bench("--runner=FlinkRunner", "--flinkMaster=flink:8081")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void givenBadInput_thenOneLineTellsIt(String expected, List<String> arguments)
      throws IOException {
    refused(expected, arguments, 2);
  }

  /** What may be back at the next try: schedulers do not try again after status 2. */
  static Stream<Arguments> away() {
    return Stream.of(
        bad("--teacherBaseUrl: no connection to ", own("--teacherBaseUrl=http://127.0.0.1:1/v1")),
        bad(
            "--policyBaseUrl: no connection to ",
            demo("--policyBaseUrl=http://127.0.0.1:1/v1", "--policyModel=m")),
        bad(
            "--nliBaseUrl: no connection to http://127.0.0.1:9",
            demo("--nli=tei", "--nliModel=m", "--nliBaseUrl=http://127.0.0.1:9")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("away")
  void givenEndpointThatIsAway_thenTheJobHasFailed(String expected, List<String> arguments) {
    refused(expected, arguments, 1);
  }

  private void refused(String expected, List<String> arguments, int status) {
    Run run = Run.of(arguments.stream().map(this::here).toArray(String[]::new));
    assertThat(run.err(), containsString(here(expected)));
    assertThat(run.err(), matchesPattern("autoif: [^\\n]+\\R"));
    assertThat(run.status(), is(status));
    assertThat(run.out(), is(""));
    assertThat(Files.exists(folder.resolve("o")), is(false));
  }

  @Test
  void givenFileWithoutAReason_thenTheLineHasOne() {
    assertThat(
        org.autoif.pipeline.command.line.Arguments.firstLine(new AccessDeniedException("/x")),
        is("/x: permission denied"));
    assertThat(
        org.autoif.pipeline.command.line.Arguments.firstLine(new NoSuchFileException("/x")),
        is("/x: no such file or folder"));
    assertThat(
        org.autoif.pipeline.command.line.Arguments.firstLine(
            new FileSystemException("/x", null, "Read-only file system")),
        is("/x: Read-only file system"));
  }

  @Test
  void givenErrorThatNobodyForesaw_thenItIsOneLineToo() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new IllegalStateException("first\nsecond");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        AutoIf.run(
            List.of("help"),
            new PrintStream(broken, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    assertThat(err.toString(UTF_8), is("autoif: IllegalStateException: first\n"));
    assertThat(status, is(1));
  }

  @Test
  void givenFileOfOptionsThatIsNone_thenOneLineTellsIt() throws Exception {
    write("options", "# first\n\n --demo\nseeds=x\n");
    for (String name : List.of("none", "options")) {
      Run run = Run.of("synthesize", "@" + folder.resolve(name));
      assertThat(run.status(), is(2));
      assertThat(
          run.err(),
          is(
              name.equals("none")
                  ? "autoif: '@" + folder + "/none' cannot be read: a file of options is expected\n"
                  : "autoif: 'seeds=x' in '@"
                      + folder
                      + "/options': --option=value is expected, one a line\n"));
    }
  }

  @Test
  void givenWrongKey_thenItIsToldBeforeTheJobStarts() throws Exception {
    write("key", "wrong-canary-key");
    try (TeacherServer teacher =
        TeacherServer.start(TeacherSettings.defaults().withApiKey("right"))) {
      Run run =
          Run.of(
              "synthesize",
              "--seeds=" + folder + "/seeds.txt",
              "--queries=" + folder + "/queries.txt",
              "--output=" + folder + "/o",
              "--teacherModel=m",
              "--teacherBaseUrl=" + teacher.baseUrl(),
              "--teacherApiKeyFile=" + folder + "/key");
      assertThat(run.status(), is(2));
      assertThat(run.err(), matchesPattern("autoif: --teacherBaseUrl: [^\\n]*401[^\\n]*\\R"));
      assertThat(run.err().contains("canary"), is(false));
      assertThat(Files.exists(folder.resolve("o")), is(false));
    }
  }

  @Test
  void givenPortInUse_thenItIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = Run.of("teacher", "--port=" + taken.getLocalPort());
      assertThat(run.status(), is(2));
      assertThat(run.err(), containsString("--port=" + taken.getLocalPort() + ": "));
    }
  }

  private static Arguments bad(String expected, String... arguments) {
    return Arguments.of(expected, List.of(arguments));
  }

  private static String[] demo(String... more) {
    return Stream.concat(Stream.of("synthesize", "--demo", "--output=@/o"), Stream.of(more))
        .toArray(String[]::new);
  }

  private static String[] bench(String... more) {
    return Stream.concat(Stream.of("bench", "calls"), Stream.of(more)).toArray(String[]::new);
  }

  private static String[] own(String... more) {
    return Stream.concat(
            Stream.of(
                "synthesize",
                "--output=@/o",
                "--seeds=@/seeds.txt",
                "--queries=@/queries.txt",
                "--teacherModel=m"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private String here(String text) {
    return text.replace("@", folder.toString());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
