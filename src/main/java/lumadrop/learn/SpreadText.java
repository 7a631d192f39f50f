package lumadrop.learn;

import java.util.Locale;

/**
 * What a {@link Spread} knows, as the ledger keeps it: {@code 2;BIN:ENDED,ENDED,…;BIN:…|BIN:OUTLIVED,OUTLIVED,…}, runs of bins in
 * which something is. A bin with nothing before its comma is as the one before it. A text of form 1 has no second part: all of
 * which it tells had ended.
 */
final class SpreadText {
    private static final String FORM = "2"; // another number, another form
    private static final String FORM_OF_ENDS = "1";

    /** So little a bin may differ from the one before it, and be told as the same. */
    private static final double SAME = 0.005;

    private SpreadText() {}

    static String write(double[] ended, double[] outlived) {
        StringBuilder text = new StringBuilder(FORM);
        runs(text, ended, 0);
        text.append('|');
        runs(text, outlived, SAME);
        return text.toString();
    }

    private static void runs(StringBuilder text, double[] values, double same) {
        boolean inRun = false;
        double told = 0;
        for (int bin = 0; bin < values.length; bin++) {
            String value = String.format(Locale.ROOT, "%.4f", values[bin]).replaceFirst("\\.?0+$", "");
            boolean something = !value.equals("0") && !value.isEmpty();
            if (something) {
                text.append(inRun ? "," : ";" + bin + ":");
                if (!inRun || Math.abs(values[bin] - told) > same * told) {
                    text.append(value);
                    told = values[bin];
                }
            }
            inRun = something;
        }
    }

    /** @throws IllegalArgumentException if it is no such text */
    static void read(String text, double[] ended, double[] outlived) {
        String form = text.split(";|\\|", 2)[0];
        String rest = text.substring(form.length());
        if (form.equals(FORM_OF_ENDS)) {
            readRuns(rest, ended);
            double later = 0;
            for (int bin = ended.length - 1; bin >= 0; bin--) {
                outlived[bin] = later;
                later += ended[bin];
            }
        } else if (form.equals(FORM) && rest.indexOf('|') >= 0) {
            readRuns(rest.substring(0, rest.indexOf('|')), ended);
            readRuns(rest.substring(rest.indexOf('|') + 1), outlived);
        } else {
            throw new IllegalArgumentException("of another form: " + form);
        }
    }

    private static void readRuns(String text, double[] values) {
        String[] runs = text.split(";", -1);
        if (!runs[0].isEmpty()) {
            throw new IllegalArgumentException("no run of bins: " + runs[0]);
        }
        for (int i = 1; i < runs.length; i++) {
            String[] run = runs[i].split(":", 2);
            if (run.length < 2) {
                throw new IllegalArgumentException("no run of bins: " + runs[i]);
            }
            int bin = Integer.parseInt(run[0]);
            double told = Double.NaN;
            for (String value : run[1].split(",", -1)) {
                told = value.isEmpty() ? told : Double.parseDouble(value);
                if (bin < 0 || bin >= values.length || !(told >= 0 && told <= 1e9)) {
                    throw new IllegalArgumentException("no value of a bin: " + bin + ":" + value);
                }
                values[bin++] += told;
            }
        }
    }
}
