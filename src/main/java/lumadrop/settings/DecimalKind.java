package lumadrop.settings;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A decimal number in a range, both ends included; exact, because prices are among them. */
record DecimalKind(String what, BigDecimal least, BigDecimal most) implements Kind<BigDecimal> {
    /** No exponent: {@code 1e999999999} is short to write and endless to reckon with. */
    private static final Pattern FORM = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");

    @Override
    public BigDecimal read(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no decimal number");
        }
        BigDecimal value = new BigDecimal(text);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    @Override
    public String expected() {
        return "a number" + (what.isEmpty() ? "" : " of " + what) + " from " + least.toPlainString() + " to "
                + most.toPlainString();
    }

    @Override
    public String forms() {
        return "with a point, not a comma";
    }
}
