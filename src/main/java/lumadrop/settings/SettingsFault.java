package lumadrop.settings;

import java.util.List;

/** Settings that lumadrop will not start with. The message has every problem, a line each, and no secret. */
public final class SettingsFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems at least one, a line each */
    public SettingsFault(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each: what and where, what was found, what was expected, what to do. */
    public List<String> problems() {
        return problems;
    }
}
