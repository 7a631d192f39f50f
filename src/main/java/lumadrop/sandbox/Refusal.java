package lumadrop.sandbox;

/** The call ends here, with this answer; the route configuration {@code sandbox-refusals} gives it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        // No stack trace: a refusal is an answer, and thousands of them a second are one of the tests.
        super(String.valueOf(answer.status()), null, false, false);
        this.answer = answer;
    }

    Refusal(int status, String message) {
        this(Answer.error(status, message));
    }

    Answer answer() {
        return answer;
    }
}
