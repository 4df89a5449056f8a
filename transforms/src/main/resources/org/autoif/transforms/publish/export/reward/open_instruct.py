"""The verifier "autoif" of open-instruct, which finds the subclasses of VerifierFunction by itself."""

from open_instruct.ground_truth_utils import VerificationResult, VerifierFunction

from autoif_reward import scores


class AutoIfVerifier(VerifierFunction):
    """Rewards rows whose `dataset` is autoif; an unscored answer has 0."""

    def __init__(self, verifier_config=None):
        super().__init__("autoif", verifier_config=verifier_config, weight=1.0)

    def __call__(self, tokenized_prediction, prediction, label, query=None, rollout_state=None):
        return VerificationResult(score=scores(label, [prediction])[0] or 0.0)
