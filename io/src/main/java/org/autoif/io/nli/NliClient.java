package org.autoif.io.nli;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Failure;

/**
 * Judges texts against one another: entailment, neutral or contradiction. It is a transform rather
 * than a call a pair, so that a judge may hold many pairs in flight or batch them as suits it.
 */
public interface NliClient extends Serializable {
  /** The labels that there are. */
  List<String> LABELS = List.of("entailment", "neutral", "contradiction");

  /** One result a question of which at least one label is known. */
  TupleTag<NliResult> RESULTS = new TupleTag<>() {};

  /** One failure for every label that could not be had. */
  TupleTag<Failure> FAILURES = new TupleTag<>() {};

  /** What judging cost; empty for a judge that asks no model. */
  TupleTag<Usage> USAGE = new TupleTag<>() {};

  /** Returns the transform that judges. */
  PTransform<PCollection<NliQuestion>, PCollectionTuple> classify();
}
