package lumadrop.sandbox;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pictures that were asked for lately, within a budget of bytes; the others are drawn again when needed. */
final class Pictures {

    private final Painter painter;
    private final long budget;
    private final Map<PictureRequest, byte[]> recent = new LinkedHashMap<>(64, 0.75f, true);
    private long held;

    Pictures(Painter painter, long budget) {
        this.painter = painter;
        this.budget = budget;
    }

    synchronized Optional<byte[]> held(PictureRequest request) {
        return Optional.ofNullable(recent.get(request));
    }

    /** Draws it unless it is held. Takes up to about a tenth of a second for 2048 pixels. */
    byte[] get(PictureRequest request) {
        Optional<byte[]> there = held(request);
        if (there.isPresent()) {
            return there.get();
        }
        byte[] drawn = painter.paint(request);
        keep(request, drawn);
        return drawn;
    }

    synchronized void clear() {
        recent.clear();
        held = 0;
    }

    private synchronized void keep(PictureRequest request, byte[] drawn) {
        byte[] before = recent.put(request, drawn);
        held += drawn.length - (before == null ? 0 : before.length);
        Iterator<byte[]> oldest = recent.values().iterator();
        while (held > budget && oldest.hasNext()) {
            held -= oldest.next().length;
            oldest.remove();
        }
    }
}
