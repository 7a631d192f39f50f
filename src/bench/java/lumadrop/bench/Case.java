package lumadrop.bench;

import java.util.List;

/** One question to the program, and what it is to reach. */
interface Case {
    /** As on the command line. */
    String name();

    List<Result> run(Bench bench) throws Exception;
}
