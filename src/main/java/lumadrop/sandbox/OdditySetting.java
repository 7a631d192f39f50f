package lumadrop.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An oddity that the settings switch on.
 *
 * @param oddity which
 * @param number its N ({@code name*N}); for a failing call, how many first calls of a request, 0 for any
 * @param probability above 0, at most 1; of a call or of a request, by the oddity's place
 */
public record OdditySetting(Oddity oddity, int number, double probability) {

    private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)(?:\\*(\\d{1,6}))?(?::(\\d*\\.?\\d+))?");

    /** Checks the probability. */
    public OdditySetting {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("lumadrop.sandbox.oddities: the probability of '" + oddity.id() + "' is "
                    + probability + "; it must be above 0 and at most 1");
        }
    }

    /**
     * Reads a comma-separated list of {@code name}, {@code name*N}, {@code name:probability}.
     *
     * @throws IllegalArgumentException naming the entry that is unknown or malformed
     */
    static List<OdditySetting> parseList(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(OdditySetting::parse)
                .toList();
    }

    private static OdditySetting parse(String entry) {
        Matcher matcher = FORM.matcher(entry);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "lumadrop.sandbox.oddities: '" + entry + "' is not of the form name, name*N or name:probability");
        }
        Oddity oddity = Oddity.named(matcher.group(1))
                .orElseThrow(() -> new IllegalArgumentException("lumadrop.sandbox.oddities: there is no oddity '"
                        + matcher.group(1) + "'; 'sandbox --list-oddities' lists them"));
        int number = matcher.group(2) == null ? oddity.defaultNumber() : Integer.parseInt(matcher.group(2));
        double probability = matcher.group(3) == null ? 1 : Double.parseDouble(matcher.group(3));
        return new OdditySetting(oddity, number, probability);
    }
}
