package lumadrop.flow;

/**
 * Which kind of threads carry the calls that are under way. Submits may block until the picture is there, and then there are as
 * many at one time as requests in flight: from Java 21 on, more than a hundred calls have virtual threads.
 *
 * <p>Fewer are not, because of a process's end: once a virtual thread has waited for the network, the JVM listens for all of
 * them in native code, and its exit waits 300 ms for whoever is there (seen on Java 25) - a third of a short verb's time.
 */
final class Workers {
    private static final int MANY = 100;

    private Workers() {}

    /**
     * To be called before the first Camel context of the process makes its threads.
     *
     * @param calls how many may be under way at one time
     */
    static void choose(int calls) {
        if (areVirtual(calls, Runtime.version().feature())) {
            System.setProperty("camel.threads.virtual.enabled", "true");
        }
    }

    static boolean areVirtual(int calls, int java) {
        return java >= 21 && calls > MANY;
    }
}
