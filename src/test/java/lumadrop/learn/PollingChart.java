package lumadrop.learn;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import lumadrop.learn.PollingReport.Row;

/** Polls a job across, mean lateness up, both logarithmic; the best that is possible as a line. */
final class PollingChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 440;
    private static final int LEFT = 70;
    private static final int RIGHT = 50;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final double LEAST_POLLS = 2;
    private static final double MOST_POLLS = 40;
    private static final double LEAST_LATE = 0.2;
    private static final double MOST_LATE = 20;

    private static final Map<String, String> COLOURS =
            Map.of("fixed", "#b45309", "exponential", "#6d28d9", "learned", "#047857");

    private final Truth truth;

    PollingChart(Truth truth) {
        this.truth = truth;
    }

    String draw(List<Row> rows) {
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" role=\"img\""
                        + " aria-label=\"Polls a job against mean lateness for several schedules; the learned ones lie"
                        + " on the line of the best possible.\">",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        text(svg, LEFT, 26, "start", 15, "#0f172a", "Polls against lateness: 30 s, lognormal, σ 0.35");
        axes(svg);
        best(svg);
        for (Row row : rows) {
            point(svg, row);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void axes(StringBuilder svg) {
        for (double polls : new double[] {2, 3, 5, 7, 10, 15, 20, 30, 40}) {
            add(svg, "<path d=\"M%.1f %dV%d\" stroke=\"#e2e8f0\"/>", x(polls), TOP, HEIGHT - BOTTOM);
            text(svg, x(polls), HEIGHT - BOTTOM + 18, "middle", 12, "#475569", number(polls));
        }
        for (double late : new double[] {0.2, 0.5, 1, 2, 3, 5, 10, 20}) {
            add(svg, "<path d=\"M%d %.1fH%d\" stroke=\"#e2e8f0\"/>", LEFT, y(late), WIDTH - RIGHT);
            text(svg, LEFT - 8, y(late) + 4, "end", 12, "#475569", number(late) + " s");
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 16, "middle", 13, "#0f172a", "polls a job");
        text(svg, LEFT, TOP - 8, "start", 13, "#0f172a", "mean lateness");
    }

    private void best(StringBuilder svg) {
        StringBuilder path = new StringBuilder();
        for (double polls = LEAST_POLLS; polls <= MOST_POLLS; polls *= 1.05) {
            Truth.Figures best = truth.bestWith(polls);
            add(path, "%s%.1f %.1f", path.length() == 0 ? "M" : "L", x(best.polls()), y(best.mean()));
        }
        add(svg, "<path d=\"%s\" fill=\"none\" stroke=\"#334155\" stroke-width=\"1.6\"/>", path);
        text(svg, x(20), y(truth.bestWith(20).mean()) + 22, "end", 13, "#334155", "the best possible");
    }

    private static void point(StringBuilder svg, Row row) {
        String colour = COLOURS.get(row.group());
        boolean learned = row.group().equals("learned");
        add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>", x(row.polls()), y(row.mean()), colour);
        String name = row.name()
                .replaceFirst("`poll.lateness=(\\d+)ms`", "$1 ms")
                .replaceFirst("1 s, then (\\S+) times as long each", "exponential, × $1");
        double away = learned ? -9 : 9;
        text(
                svg,
                x(row.polls()) + away,
                y(row.mean()) + (learned ? 16 : -4),
                learned ? "end" : "start",
                12,
                colour,
                name);
    }

    private static double x(double polls) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(polls / LEAST_POLLS) / Math.log(MOST_POLLS / LEAST_POLLS);
    }

    private static double y(double late) {
        return HEIGHT
                - BOTTOM
                - (HEIGHT - TOP - BOTTOM) * Math.log(late / LEAST_LATE) / Math.log(MOST_LATE / LEAST_LATE);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.1f" : "%.0f", value);
    }

    private static void text(
            StringBuilder svg, double x, double y, String anchor, int size, String colour, String what) {
        add(
                svg,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>",
                x,
                y,
                anchor,
                size,
                colour,
                what);
    }

    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
