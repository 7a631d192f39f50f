package lumadrop.flow;

/**
 * Which kind of threads carry the calls that are under way. Submits may block until the picture is there, and then there are as
 * many at one time as requests in flight: from Java 21 on, more than a hundred of them are virtual threads.
 *
 * <p>Fewer are not, because of a process's end: once a virtual thread has waited for the network, the JVM listens for all of
 * them in native code, and its exit waits 300 ms for whoever is there (seen on Java 25) - a third of a short verb's time.
 */
final class Workers {
    private static final int MANY = 100;

    private Workers() {}

    /** To be called before the first Camel context of the process makes its threads. */
    static void choose(int submits) {
        System.setProperty(
                "camel.threads.virtual.enabled",
                String.valueOf(areVirtual(submits, Runtime.version().feature())));
    }

    static boolean areVirtual(int submits, int java) {
        return java >= 21 && submits > MANY;
    }
}
