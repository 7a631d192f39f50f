package lumadrop.sandbox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which oddities apply now: by the prompt's marks, by what was ordered at run time, by the settings' chances.
 *
 * <p>A chance is a function of the seed, the request and the number of the call, not of a shared generator: the order
 * in which concurrent calls arrive then changes nothing, and a seeded run repeats.
 */
final class Oddities {

    private static final String MARK = "#sandbox:";
    private static final Pattern MARKS = Pattern.compile(MARK + "([a-z0-9-]+)(?:\\*(\\d{1,6}))?");

    private final long seed;
    private final Map<Place, List<OdditySetting>> settings = new EnumMap<>(Place.class);
    private final Map<Oddity, Order> orders = new ConcurrentHashMap<>();
    private final Map<Oddity, AtomicInteger> counts = new ConcurrentHashMap<>();

    Oddities(List<OdditySetting> settings, long seed) {
        this.seed = seed;
        for (Place place : Place.values()) {
            this.settings.put(
                    place,
                    settings.stream().filter(s -> s.oddity().place() == place).toList());
        }
    }

    /**
     * The marks in a prompt, in their order.
     *
     * @throws Refusal naming a mark that is no oddity: a test with a misspelt name must not pass
     */
    static List<Strike> marks(String prompt) {
        if (!prompt.contains(MARK)) {
            return List.of();
        }
        List<Strike> marks = new ArrayList<>();
        Matcher matcher = MARKS.matcher(prompt);
        while (matcher.find()) {
            String name = matcher.group(1);
            Oddity oddity = Oddity.named(name)
                    .orElseThrow(() -> new Refusal(400, "sandbox: the prompt names an unknown oddity '" + name + "'"));
            marks.add(new Strike(
                    oddity, matcher.group(2) == null ? oddity.defaultNumber() : Integer.parseInt(matcher.group(2))));
        }
        return List.copyOf(marks);
    }

    /**
     * The first oddity that hits this call.
     *
     * @param identity of the request the call is about; 0 for none
     * @param occasion how many such calls came before for it, from 0
     */
    Optional<Strike> atCall(Place place, List<Strike> marks, long identity, long occasion) {
        List<OdditySetting> chances = settings.get(place);
        if (marks.isEmpty() && orders.isEmpty() && chances.isEmpty()) {
            return Optional.empty();
        }
        for (Strike mark : marks) {
            if (mark.oddity().place() == place && within(mark.number(), occasion)) {
                return struck(mark);
            }
        }
        for (Order order : orders.values()) {
            if (order.oddity().place() == place && order.take()) {
                return struck(new Strike(order.oddity(), order.number()));
            }
        }
        for (OdditySetting chance : chances) {
            if (within(chance.number(), occasion) && happens(chance, identity, occasion)) {
                return struck(new Strike(chance.oddity(), chance.number()));
            }
        }
        return Optional.empty();
    }

    /** This one oddity, where a place has several kinds of calls. */
    Optional<Strike> atCall(Oddity oddity, long occasion) {
        List<OdditySetting> chances = settings.get(oddity.place());
        if (orders.isEmpty() && chances.isEmpty()) {
            return Optional.empty();
        }
        Order order = orders.get(oddity);
        if (order != null && order.take()) {
            return struck(new Strike(oddity, order.number()));
        }
        return chances.stream()
                .filter(chance -> chance.oddity() == oddity)
                .filter(chance -> within(chance.number(), occasion) && happens(chance, 0, occasion))
                .findFirst()
                .flatMap(chance -> struck(new Strike(oddity, chance.number())));
    }

    /** All oddities of a record or list, with their numbers. */
    Map<Oddity, Integer> of(Place place, List<Strike> marks, long identity, long occasion) {
        List<OdditySetting> chances = settings.get(place);
        if (marks.isEmpty() && orders.isEmpty() && chances.isEmpty()) {
            return Map.of();
        }
        Map<Oddity, Integer> found = new EnumMap<>(Oddity.class);
        marks.stream()
                .filter(mark -> mark.oddity().place() == place)
                .forEach(mark -> found.put(mark.oddity(), mark.number()));
        orders.values().stream()
                .filter(order -> order.oddity().place() == place && order.take())
                .forEach(order -> found.putIfAbsent(order.oddity(), order.number()));
        chances.stream()
                .filter(chance -> happens(chance, identity, occasion))
                .forEach(chance -> found.putIfAbsent(chance.oddity(), chance.number()));
        found.keySet().forEach(this::count);
        return found;
    }

    /** Orders an oddity for its next so many occasions; replaces an earlier order of it. */
    void order(Oddity oddity, int number, int times) {
        if (times <= 0) {
            orders.remove(oddity);
        } else {
            orders.put(oddity, new Order(oddity, number, new AtomicInteger(times)));
        }
    }

    void clearOrders() {
        orders.clear();
    }

    void clearCounts() {
        counts.clear();
    }

    /** What is ordered, and how many occasions are left. */
    Map<String, Integer> ordered() {
        Map<String, Integer> left = new TreeMap<>();
        orders.values()
                .forEach(order ->
                        left.put(order.oddity().id(), Math.max(0, order.left().get())));
        return left;
    }

    /** How often each oddity applied. */
    Map<String, Integer> counted() {
        Map<String, Integer> counted = new TreeMap<>();
        counts.forEach((oddity, count) -> counted.put(oddity.id(), count.get()));
        return counted;
    }

    private static boolean within(int first, long occasion) {
        return first == 0 || occasion < first;
    }

    private boolean happens(OdditySetting chance, long identity, long occasion) {
        if (chance.probability() >= 1) {
            return true;
        }
        // "The first N calls" belong to the request: it has them all or none. Otherwise each call has its own chance.
        long call = chance.number() > 0 ? 0 : occasion;
        long mixed = Seeds.mix(seed, chance.oddity().id().hashCode(), identity, call);
        return Seeds.unit(mixed) < chance.probability();
    }

    private Optional<Strike> struck(Strike strike) {
        count(strike.oddity());
        return Optional.of(strike);
    }

    private void count(Oddity oddity) {
        counts.computeIfAbsent(oddity, o -> new AtomicInteger()).incrementAndGet();
    }

    private record Order(Oddity oddity, int number, AtomicInteger left) {

        boolean take() {
            return left.getAndUpdate(n -> n == Integer.MAX_VALUE || n <= 0 ? n : n - 1) > 0;
        }
    }
}
