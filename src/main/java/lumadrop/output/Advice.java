package lumadrop.output;

import java.util.regex.Pattern;
import lumadrop.job.Job;
import lumadrop.job.JobState;

/**
 * What an error file says besides the reason.
 *
 * @param title the class of the trouble, in a sentence
 * @param next what its reader can do
 */
record Advice(String title, String next) {
    /** Says of a source image that it came, and is no good: too large, of a format that is not taken, corrupt. */
    private static final Pattern UNUSABLE =
            Pattern.compile("(?i)too[\\W_]*(large|big)|unsupported[\\W_]*(image[\\W_]*)?format"
                    + "|corrupt|invalid[\\W_]*((source|input)[\\W_]*)?image[\\W_]*(format|data)");

    static Advice on(Job job) {
        String retry = "`retry " + job.id() + "`";
        String cancel = job.state() == JobState.HELD ? " `cancel " + job.id() + "` gives it up." : "";
        return switch (job.reason().reasonClass()) {
            case INVALID ->
                new Advice(
                        "The upstream refused the request as malformed",
                        "Correct the job and drop it again; " + retry + " sends it as it is." + cancel);
            case MODERATED ->
                new Advice(
                        "The upstream refused the content",
                        "Change the prompt or the image and drop it again; the same will be refused again." + cancel);
            case ACCOUNT ->
                new Advice(
                        "The key, the credit, the model's name or the base URL does not work",
                        "Mend that, then " + retry + "." + cancel);
            case RATE_LIMITED ->
                new Advice(
                        "The upstream throttled the job more often than it is tried again",
                        retry + " sends it again; fewer in flight may help (lumadrop.max-in-flight)." + cancel);
            case UPSTREAM_FAILED ->
                new Advice("The upstream tried and failed", retry + " sends it again, as a new paid request." + cancel);
            case NO_OUTPUT ->
                new Advice(
                        "The upstream said success and named no picture",
                        retry + " sends it again, as a new paid request." + cancel);
            case IMAGE_UNREACHABLE -> onImage(job.reason().text(), retry, cancel);
            case MEDIA_BAD ->
                new Advice(
                        "The picture could not be downloaded, or what came is no picture",
                        retry + " asks for the same request's picture again first. It is paid for." + cancel);
            case OVERDUE ->
                new Advice(
                        "No final answer within the deadline and the time after it",
                        "It may still finish. " + retry + " asks for the same request first and takes its picture."
                                + cancel);
            case CANCELLED -> new Advice("Given up by a person", retry + " takes it up again." + cancel);
            case UNKNOWN_SUBMIT ->
                new Advice(
                        "Whether the upstream took the request is not known",
                        "Look at the upstream's list of requests (`reconcile` shows what of it is not known here). `retry"
                                + " --pay-again " + job.id() + "` sends it again and may pay twice."
                                + cancel);
            case SAME_DROP ->
                new Advice(
                        "The same was dropped before",
                        "Nothing was sent. `approve " + job.dropId() + "` sends all of this drop." + cancel);
        };
    }

    /** One class by the upstream's words, but only one of its troubles goes away by being tried again. */
    private static Advice onImage(String said, String retry, String cancel) {
        if (UNUSABLE.matcher(said).find()) {
            return new Advice(
                    "The upstream cannot use the source image as it is",
                    "Replace the image by a whole PNG or JPEG that is not too large, and drop the job again (or, at the"
                            + " same URL, " + retry + "); the same image will be refused again." + cancel);
        }
        return new Advice(
                "The upstream could not fetch or read the source image",
                "See that the image's URL can be reached from outside without a login, then " + retry + "." + cancel);
    }
}
