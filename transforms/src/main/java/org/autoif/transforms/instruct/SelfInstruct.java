package org.autoif.transforms.instruct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Instruction;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.NormalizedText;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * Grows the seed instructions (paper, section 3.1, "instruction augmentation by self-instruct"):
 * asks for new ones in a number of requests, each of which shows other seeds, and keeps seeds and
 * new ones without duplicates.
 *
 * <p>Rejected are entries that are not instructions and duplicates on {@link #normalize normalised}
 * text; a seed wins over a new instruction that repeats it. Answers without any entry are failures.
 */
public final class SelfInstruct
    extends PTransform<PCollection<Instruction>, StepOutput<Instruction>> {
  private static final long serialVersionUID = 1;

  /** Origin of an instruction that was given. */
  public static final String SEED = "seed";

  /** Origin of an instruction that was made here. */
  public static final String SELF_INSTRUCT = "self-instruct";

  private static final Class<?> STEP = SelfInstruct.class;
  private static final TupleTag<Instruction> KEPT = new TupleTag<>() {};

  private final ChatRoles roles;
  private final int instructions;
  private final int requests;
  private final int examples;
  private final double temperature;

  private SelfInstruct(
      ChatRoles roles, int instructions, int requests, int examples, double temperature) {
    this.roles = roles;
    this.instructions = instructions;
    this.requests = requests;
    this.examples = examples;
    this.temperature = temperature;
  }

  /** Returns a step that asks for 50 instructions in 5 requests, with 8 examples each. */
  public static SelfInstruct of(ChatRoles roles) {
    return new SelfInstruct(roles, 50, 5, 8, 1.0);
  }

  /**
   * Returns this step with another number of instructions, spread over requests.
   *
   * @throws IllegalArgumentException if either is negative, or one is 0 and the other is not
   */
  public SelfInstruct withInstructions(int count, int inRequests) {
    if (count < 0 || inRequests < 0 || (count == 0) != (inRequests == 0) || inRequests > count) {
      throw new IllegalArgumentException(
          count + " instructions in " + inRequests + " requests: must be at least one a request");
    }
    return new SelfInstruct(roles, count, inRequests, examples, temperature);
  }

  /** Returns this step with another number of seeds shown in a request, at least 1. */
  public SelfInstruct withExamples(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("examples " + count + ": must be at least 1");
    }
    return new SelfInstruct(roles, instructions, requests, count, temperature);
  }

  /** Returns this step with another sampling temperature. */
  public SelfInstruct withTemperature(double to) {
    return new SelfInstruct(roles, instructions, requests, examples, to);
  }

  /** Returns an instruction with its id. */
  public static Instruction instruction(String text, String origin) {
    return Instruction.builder()
        .setId(Ids.of("instruction", NormalizedText.of(text)))
        .setText(text)
        .setOrigin(origin)
        .build();
  }

  /**
   * Returns the text on which duplicates are recognised: NFKC, case, space and punctuation aside.
   */
  public static String normalize(String text) {
    return NormalizedText.of(text);
  }

  @Override
  public StepOutput<Instruction> expand(PCollection<Instruction> seeds) {
    PCollectionTuple answers =
        seeds
            .apply("Gather", WithKeys.of(""))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), seeds.getCoder()))
            .apply("Seeds", GroupByKey.create())
            .apply("Ask", ParDo.of(new AskFn(this)))
            .apply("Call", roles.chats());
    PCollectionTuple read =
        answers
            .get(CompleteChats.ANSWERS)
            .apply("Read", ParDo.of(new ReadFn()).withOutputTags(KEPT, Step.SIDES));
    PCollectionTuple distinct =
        PCollectionList.of(seeds)
            .and(read.get(KEPT))
            .apply("SeedsAndNew", Flatten.pCollections())
            .apply(
                "KeyById", WithKeys.of(Instruction::getId).withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), seeds.getCoder()))
            .apply("GroupEqual", GroupByKey.create())
            .apply("Distinct", ParDo.of(new DistinctFn()).withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(
        STEP,
        distinct.get(KEPT),
        List.of(read.get(Step.REJECTED), distinct.get(Step.REJECTED)),
        List.of(answers.get(CompleteChats.FAILURES), read.get(Step.FAILED)),
        List.of(answers.get(CompleteChats.USAGE)));
  }

  private static final class AskFn extends DoFn<KV<String, Iterable<Instruction>>, ChatCall> {
    private static final long serialVersionUID = 1;

    private final SelfInstruct step;

    AskFn(SelfInstruct step) {
      this.step = step;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<Instruction>> all, OutputReceiver<ChatCall> out) {
      TreeMap<String, String> seeds = new TreeMap<>();
      all.getValue().forEach(seed -> seeds.merge(seed.getId(), seed.getText(), Step::first));
      for (int request = 0; request < step.requests; request++) {
        String number = Integer.toString(request);
        String shown =
            seeds.entrySet().stream()
                .sorted(
                    Comparator.comparing(
                        seed ->
                            Ids.of(
                                "example",
                                Long.toString(step.roles.seed()),
                                number,
                                seed.getKey())))
                .limit(step.examples)
                .map(seed -> "- " + seed.getValue())
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
        int count = (step.instructions + request) / step.requests;
        String question =
            step.roles
                .prompts()
                .get(Prompts.Name.SELF_INSTRUCT)
                .render(Map.of("count", Integer.toString(count), "examples", shown));
        out.output(
            step.roles.call(
                STEP,
                ChatRoles.TEACHER,
                Ids.of("request", number, question),
                List.of(Prompt.user(question)),
                1,
                step.temperature,
                "{\"request\":" + number + "}"));
      }
    }
  }

  private static final class ReadFn extends DoFn<ChatAnswer, Instruction> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element ChatAnswer answer, MultiOutputReceiver out) {
      for (Choice choice : answer.getChoices()) {
        List<String> entries = InstructionList.parse(choice.getText());
        if (Step.isCut(choice)) {
          // What stands before the last entry is whole, where it was the tokens that ran out.
          out.get(Step.REJECTED)
              .output(Step.truncated(STEP, "instruction_truncated", answer, choice));
          entries =
              entries.subList(0, Step.isTooLong(choice) ? Math.max(0, entries.size() - 1) : 0);
        } else if (entries.isEmpty()) {
          out.get(Step.FAILED)
              .output(Step.unreadable(STEP, answer, choice, "no list in the answer"));
        }
        for (String entry : entries) {
          Instruction instruction = instruction(entry, SELF_INSTRUCT);
          @Nullable String reason = InstructionText.reasonAgainst(entry);
          if (reason == null) {
            out.get(KEPT).output(instruction);
          } else {
            out.get(Step.REJECTED)
                .output(
                    Step.rejection(
                        STEP, "not_an_instruction", instruction.getId(), reason, instruction));
          }
        }
      }
    }
  }

  private static final class DistinctFn
      extends DoFn<KV<String, Iterable<Instruction>>, Instruction> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element KV<String, Iterable<Instruction>> equal, MultiOutputReceiver out) {
      List<Instruction> all = new ArrayList<>();
      equal.getValue().forEach(all::add);
      all.sort(
          Comparator.comparing((Instruction i) -> !i.getOrigin().equals(SEED))
              .thenComparing(Instruction::getText));
      out.get(KEPT).output(all.get(0));
      for (int i = 1; i < all.size(); i++) {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    "duplicate",
                    all.get(i).getId(),
                    "repetition " + i + " of '" + all.get(0).getText() + "'",
                    all.get(i)));
      }
    }
  }
}
