package lumadrop.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.UnaryOperator;

/** Says what intake would find wrong with a schedule's drop. */
@FunctionalInterface
public interface DropCheck {
    /**
     * @param file the schedule's, to the byte: it is where a fault has its place
     * @param under the drop's JSON pointer in it
     * @param fill puts date and time into the drop, as at one of its times
     * @return a sentence for each fault, with line, column and pointer in the file; empty if the drop is good
     */
    List<String> faults(byte[] file, String under, UnaryOperator<JsonNode> fill);
}
