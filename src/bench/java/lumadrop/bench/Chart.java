package lumadrop.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bars, a panel for each case and unit in which there is something to compare, as an SVG that reads well on a light and
 * on a dark page.
 */
record Chart(Report report) {
    private static final int WIDTH = 760;
    private static final int NAMES = 230;
    private static final int LONGEST = 390;
    private static final int BAR = 22;
    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #1f2328 }
              .title { font-weight: 600 }
              .small { font-size: 11px; fill: #59636e }
              .ours { fill: #0969da }
              .other { fill: #9aa4af }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .small { fill: #9198a1 }
                .ours { fill: #4493f8 }
                .other { fill: #656c76 }
              }
            </style>
            """;

    String svg() {
        StringBuilder body = new StringBuilder();
        int y = 10;
        for (List<Result> panel : panels()) {
            y = panel(body, panel, y);
        }
        body.append(text("small", 8, y + 12, report.machine()));
        y += 24;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + y + "\" width=\"" + WIDTH
                + "\" height=\"" + y + "\" role=\"img\" aria-label=\"Benchmark\">\n" + STYLE + body + "</svg>\n";
    }

    private List<List<Result>> panels() {
        Map<String, List<Result>> panels = new LinkedHashMap<>();
        for (Result result : report.results()) {
            // Two cases of one unit that are held against each other
            String of = result.of().equals("one-file") ? "throughput" : result.of();
            panels.computeIfAbsent(of + ", " + result.unit(), any -> new ArrayList<>())
                    .add(result);
        }
        return panels.values().stream().filter(panel -> panel.size() > 1).toList();
    }

    private static int panel(StringBuilder body, List<Result> panel, int top) {
        Result first = panel.get(0);
        double most = panel.stream().mapToDouble(Result::value).max().orElse(1);
        int y = top + 14;
        body.append(text("title", 8, y, first.of() + " (" + first.unit() + ")"));
        y += 8;
        for (Result result : panel) {
            boolean ours = !isPeer(result.subject());
            String name = result.of().equals(first.of()) ? result.subject() : result.subject() + ", " + result.of();
            long length = Math.max(1, Math.round(LONGEST * result.value() / Math.max(most, 1e-9)));
            body.append(text("", 8, y + 15, name));
            body.append("<rect class=\"" + (ours ? "ours" : "other") + "\" x=\"" + NAMES + "\" y=\"" + (y + 3)
                    + "\" width=\"" + length + "\" height=\"" + (BAR - 6) + "\" rx=\"2\"/>\n");
            body.append(text("", NAMES + (int) length + 8, y + 15, Report.number(result.value())));
            y += BAR;
        }
        return y + 14;
    }

    private static boolean isPeer(String subject) {
        return List.of("plain Java", "Python", "curl", "java -jar").stream().anyMatch(subject::startsWith);
    }

    private static String text(String style, int x, int y, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        return "<text" + (style.isEmpty() ? "" : " class=\"" + style + "\"") + " x=\"" + x + "\" y=\"" + y + "\">"
                + escaped + "</text>\n";
    }
}
