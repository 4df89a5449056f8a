package org.autoif.pipeline;

import java.util.List;
import org.autoif.io.nli.NliClient;
import org.autoif.io.record.Instruction;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.train.ContaminationIndex;
import org.jspecify.annotations.Nullable;

/**
 * What a synthesis works on and with.
 *
 * @param seeds the seed instructions
 * @param queries file or pattern of user queries
 * @param queryField field that holds a query; absent for the usual ones
 * @param benchmarks prompts to keep out; absent for none
 * @param roles whom to ask
 * @param judge of entailment
 * @param engines what runs the functions
 * @param auditEngines what runs them a second time, to find those that answer by chance
 * @param shards groups that calls and checks are cut into
 */
public record Sources(
    List<Instruction> seeds,
    String queries,
    @Nullable String queryField,
    @Nullable ContaminationIndex benchmarks,
    ChatRoles roles,
    NliClient judge,
    VerifierEngine.Source engines,
    VerifierEngine.Source auditEngines,
    int shards) {}
