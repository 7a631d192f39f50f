package lumadrop.schedule;

/** A schedule file cannot be used; carries the one thing to tell of it. */
final class BadSchedule extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    BadSchedule(String field, String text) {
        super(text);
        this.field = field;
    }

    String field() {
        return field;
    }
}
