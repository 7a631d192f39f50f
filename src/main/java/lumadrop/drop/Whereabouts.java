package lumadrop.drop;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds where the values stand that findings are about: a second walk over a text that is already known to be JSON. So
 * a drop without a fault pays nothing for places. Only the branches that lead to a finding are entered.
 */
final class Whereabouts {
    private static final class Node {
        private final Map<String, Node> children = new HashMap<>();
        private int name = -1;
        private int value = -1;
    }

    private final StrictJson json;

    Whereabouts(StrictJson json) {
        this.json = json;
    }

    /** The findings with their offsets, in the order of the text. Those whose place is known keep it. */
    List<Finding> place(char[] text, int from, int to, List<Finding> findings) {
        Node root = new Node();
        // Told without the parser: the text of a line too many was never looked at, and need not be JSON.
        root.value = firstVisible(text, from, to);
        boolean search = false;
        for (Finding finding : findings) {
            if (finding.offset() < 0 && !finding.pointer().isEmpty()) {
                node(root, finding.pointer());
                search = true;
            }
        }
        if (search) {
            try (JsonParser parser = json.parser(text, from, to)) {
                parser.nextToken();
                walk(parser, root, from);
            } catch (IOException e) {
                throw new UncheckedIOException("reading again what was read before", e);
            }
        }
        List<Finding> placed = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            placed.add(finding.offset() < 0 ? finding.placed(offset(root, finding, from)) : finding);
        }
        placed.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
        return placed;
    }

    private static int firstVisible(char[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text[at] > ' ') {
                return at;
            }
        }
        return from;
    }

    private static Node node(Node root, String pointer) {
        Node node = root;
        int at = 0;
        while (at < pointer.length()) {
            int end = pointer.indexOf('/', at + 1);
            end = end < 0 ? pointer.length() : end;
            String name = pointer.substring(at + 1, end).replace("~1", "/").replace("~0", "~");
            node = node.children.computeIfAbsent(name, key -> new Node());
            at = end;
        }
        return node;
    }

    private static int offset(Node root, Finding finding, int from) {
        Node node = node(root, finding.pointer());
        int offset = finding.atName() && node.name >= 0 ? node.name : node.value;
        return Math.max(offset, from);
    }

    private static void walk(JsonParser parser, Node node, int from) throws IOException {
        node.value = offset(parser, from);
        if (node.children.isEmpty()) {
            parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Node child = node.children.get(parser.currentName());
                int name = offset(parser, from);
                parser.nextToken();
                // Of a doubled field the first one was kept, so its place is the one to tell.
                if (child == null || child.name >= 0) {
                    parser.skipChildren();
                } else {
                    child.name = name;
                    walk(parser, child, from);
                }
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                Node child = node.children.get(Integer.toString(i));
                if (child == null) {
                    parser.skipChildren();
                } else {
                    walk(parser, child, from);
                }
            }
        }
    }

    private static int offset(JsonParser parser, int from) {
        return from + (int) parser.currentTokenLocation().getCharOffset();
    }
}
