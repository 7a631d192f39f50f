package lumadrop.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks for a secret, in every form in which it could slip out, in files, in their names and in texts. */
final class KeySearch {
    private static final int TELLING = 12;
    private static final int BLOCK = 1 << 20;

    private final Map<String, byte[]> forms = new LinkedHashMap<>();
    private final int longest;
    private final Map<String, Integer> places = new TreeMap<>();
    private final Map<String, Integer> hitsByPlace = new TreeMap<>();
    private final List<String> hits = new ArrayList<>();
    private long bytes;

    KeySearch(String secret) {
        form("the key", secret);
        form("its beginning", secret.substring(0, TELLING));
        form("it in a URL", URLEncoder.encode(secret, StandardCharsets.UTF_8));
        form("its beginning in a URL", URLEncoder.encode(secret.substring(0, TELLING), StandardCharsets.UTF_8));
        form("it in JSON", secret.replace("/", "\\/"));
        form("it in hex", HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        // Base64 of a text that holds it: its letters depend on how many bytes stand before it.
        for (int before = 0; before < 3; before++) {
            String encoded = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString((" ".repeat(before) + secret).getBytes(StandardCharsets.UTF_8));
            String certain = encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 1);
            form("it in base64, " + before, certain);
            form("it in a URL's base64, " + before, certain.replace('+', '-').replace('/', '_'));
        }
        this.longest =
                forms.values().stream().mapToInt(form -> form.length).max().orElseThrow();
    }

    private void form(String name, String text) {
        forms.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every file below, and its path from there. */
    void below(String kind, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    file(kind, file);
                }
                look(kind, ", the name " + file, folder.relativize(file).toString());
            }
        }
    }

    void file(String kind, Path file) throws IOException {
        places.merge(kind, 1, Integer::sum);
        byte[] block = new byte[BLOCK + longest];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(block, 0, BLOCK); read > 0; read = in.readNBytes(block, kept, BLOCK)) {
                bytes += read;
                int length = kept + read;
                look(kind, ", " + file, block, length);
                kept = Math.min(longest - 1, length); // a form may lie across two blocks
                System.arraycopy(block, length - kept, block, 0, kept);
            }
        }
    }

    void text(String kind, String text) {
        places.merge(kind, 1, Integer::sum);
        bytes += text.length();
        look(kind, "", text);
    }

    private void look(String kind, String where, String text) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        look(kind, where, all, all.length);
    }

    private void look(String kind, String where, byte[] block, int length) {
        String text = new String(block, 0, length, StandardCharsets.ISO_8859_1);
        forms.forEach((name, form) -> {
            int at = text.indexOf(new String(form, StandardCharsets.ISO_8859_1));
            if (at >= 0) {
                String around = text.substring(Math.max(0, at - 60), at).replaceAll("\\p{Cntrl}", " ");
                hits.add(name + " in " + kind + where + " after: " + around);
                hitsByPlace.merge(kind, 1, Integer::sum);
            }
        });
    }

    /** What was found, and where. */
    List<String> hits() {
        return hits;
    }

    int places() {
        return places.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many places of each kind were searched. */
    Map<String, Integer> kinds() {
        return places;
    }

    /** A table, for people. */
    String summary() {
        StringBuilder text = new StringBuilder();
        text.append(forms.size())
                .append(" forms of the key looked for in ")
                .append(places())
                .append(" places, ")
                .append(bytes >> 20)
                .append(" MiB: ")
                .append(hits.size())
                .append(" hits\n");
        places.forEach((kind, n) ->
                text.append(String.format("  %-44s %5d, %d hits%n", kind, n, hitsByPlace.getOrDefault(kind, 0))));
        return text.toString();
    }
}
