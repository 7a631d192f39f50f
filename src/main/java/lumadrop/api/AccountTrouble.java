package lumadrop.api;

import lumadrop.job.Reason;

/**
 * The key is refused (401, 403), the credit is spent (402, or words that say so), or model or base URL are wrong (404,
 * 405 and the like, a redirect, on anything but one request's status). Not accepted, and every other call would meet
 * the same: stop until a person has changed something.
 *
 * @param kind what is wrong, as far as the answer tells
 * @param reason of class {@code ACCOUNT}
 */
public record AccountTrouble(Kind kind, Reason reason)
        implements SubmitAnswer, StatusAnswer, ListAnswer, ModelsAnswer, UploadAnswer {
    /** What is wrong. It says which free call can tell that it is over: none can for credit. */
    public enum Kind {
        KEY,
        CREDIT,
        /** The model's name, or the base URL: nobody there takes such a call. */
        ADDRESS;

        static Kind of(int status) {
            return switch (status) {
                case 401, 403, 407 -> KEY;
                case 402 -> CREDIT;
                default -> ADDRESS;
            };
        }
    }

    @Override
    public String word() {
        return "account-trouble";
    }
}
