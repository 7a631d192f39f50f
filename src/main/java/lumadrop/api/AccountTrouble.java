package lumadrop.api;

import lumadrop.job.Reason;

/**
 * The key is refused (401, 403), the credit is spent (402, or words that say so), or model or base URL are wrong (404,
 * 405 and the like, a redirect, on anything but one request's status). Not accepted, and every other call would meet
 * the same: stop until a person has changed something.
 *
 * @param reason of class {@code ACCOUNT}
 */
public record AccountTrouble(Reason reason)
        implements SubmitAnswer, StatusAnswer, ListAnswer, ModelsAnswer, UploadAnswer {
    @Override
    public String word() {
        return "account-trouble";
    }
}
