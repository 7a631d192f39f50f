package lumadrop.output;

/** A text that is no name template. */
public final class BadTemplate extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String why;

    BadTemplate(String template, String why) {
        super("name template \"" + template + "\": " + why);
        this.why = why;
    }

    /** What is wrong and what was likely meant, without the template itself. */
    public String why() {
        return why;
    }
}
