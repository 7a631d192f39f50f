package lumadrop.api;

import lumadrop.job.Phase;
import lumadrop.job.ReasonClass;
import lumadrop.job.Snapshot;

/**
 * Says what the upstream's answers mean. Safe for use by many threads. No answer, however broken or hostile, makes a
 * method here throw; no text that comes out is longer than 500 characters, has more than one line, or holds the key.
 */
public final class Answers {
    /** The most pictures that are taken of one request. */
    public static final int MAX_MEDIA = 16;

    private final SubmitReader submits;
    private final QuestionReader questions;

    /** @param key taken out of every text, for upstreams echo refused keys; null: there is none to take out */
    public Answers(ApiKey key) {
        this(key, MAX_MEDIA);
    }

    /** @param maxMedia the most pictures that are taken of one request, 1 or more */
    public Answers(ApiKey key, int maxMedia) {
        OneLine line = new OneLine(key);
        RecordReader records = new RecordReader(line, maxMedia);
        HttpReasons reasons = new HttpReasons(line);
        this.submits = new SubmitReader(records, reasons);
        this.questions = new QuestionReader(records, reasons, line);
    }

    /** What the answer to a POST means. */
    public SubmitAnswer submit(HttpAnswer answer) {
        return submits.read(answer);
    }

    /**
     * What it means that a POST ended in an exception: {@code NotSent} where it cannot have left, else {@code
     * Uncertain}.
     */
    public SubmitAnswer submitBroke(Throwable failure) {
        return submits.read(failure);
    }

    /** What the answer to a GET of one request means. */
    public StatusAnswer status(HttpAnswer answer, String requestId) {
        return questions.status(answer, requestId);
    }

    /** What the answer to a GET of the list means. */
    public ListAnswer list(HttpAnswer answer) {
        return questions.list(answer);
    }

    /** What the answer to a GET of the models means. */
    public ModelsAnswer models(HttpAnswer answer) {
        return questions.models(answer);
    }

    /** What the answer to a POST for a place to upload means. */
    public UploadAnswer upload(HttpAnswer answer) {
        return questions.upload(answer);
    }

    /** What it means that a call that costs nothing ended in an exception. */
    public AskAgain broke(Throwable failure) {
        return questions.broken(failure);
    }

    /**
     * Whether asking for the request again cannot bring anything new: it failed, or it succeeded with pictures, or with
     * words that refuse them. A success with neither (its reason is null, or of class {@code NO_OUTPUT}) is worth a few
     * more questions: the vendor documents a success whose outcome only the next GET brings.
     */
    public static boolean isFinal(Snapshot snapshot) {
        if (snapshot.phase() != Phase.SUCCEEDED) {
            return snapshot.phase().isTerminal();
        }
        return !snapshot.media().isEmpty()
                || snapshot.reason() != null && snapshot.reason().reasonClass() != ReasonClass.NO_OUTPUT;
    }
}
