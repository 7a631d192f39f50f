package lumadrop.flow;

import java.util.Optional;
import lumadrop.api.AccountTrouble;
import lumadrop.api.AskAgain;
import lumadrop.api.ListAnswer;
import lumadrop.api.ModelsAnswer;
import lumadrop.job.ReasonClass;

/**
 * What free calls have shown of the upstream and the account.
 *
 * @param list what the list of requests answered
 * @param models what the list of models answered; null where it was not asked
 * @param model the model whose presence is asked for
 */
record Probe(ListAnswer list, ModelsAnswer models, String model) {
    /** It answers, be it with a refusal. A page in HTML, say, is not its answer. */
    boolean isUp() {
        return !(list instanceof AskAgain again && isSilent(again))
                || models != null && !(models instanceof AskAgain again2 && isSilent(again2));
    }

    private static boolean isSilent(AskAgain again) {
        return again.reason().reasonClass() != ReasonClass.RATE_LIMITED;
    }

    /** The key opens one of the two: not every key may list what others have submitted. */
    boolean isOpenToTheKey() {
        return list instanceof ListAnswer.Page || models instanceof ModelsAnswer.Known;
    }

    /** The model is open to the key. Where the models cannot be listed, only a submit can tell. */
    boolean showsModel() {
        return models instanceof ModelsAnswer.Known known ? known.ids().contains(model) : isOpenToTheKey();
    }

    /** The account's trouble, where each call that was made met it. */
    Optional<AccountTrouble> accountTrouble() {
        return list instanceof AccountTrouble trouble && (models == null || models instanceof AccountTrouble)
                ? Optional.of(trouble)
                : Optional.empty();
    }

    /** What it said last, for people. */
    String words() {
        if (list instanceof AskAgain again) {
            return again.reason().text();
        }
        return list.word();
    }
}
