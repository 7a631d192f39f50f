package lumadrop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house, of which CONTRIBUTING.md tells. */
class HouseTest {
    /** Where clocks are made, to be handed to everyone else. */
    private static final String[] CLOCKMAKERS = {
        "lumadrop.cli",
        "lumadrop.flow.Flow",
        "lumadrop.flow.InboxRoom",
        "lumadrop.flow.LedgerConsumer",
        "lumadrop.pace.SteadyClock",
        "lumadrop.sandbox.SandboxServer"
    };

    private static JavaClasses house;
    private static Map<String, Set<String>> mayKnow;

    @BeforeAll
    static void enter() throws IOException {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("lumadrop");
        mayKnow = Rooms.mayKnow();
    }

    static Stream<String> rooms() throws IOException {
        return Rooms.mayKnow().keySet().stream();
    }

    @Test
    void everyPackageHasItsRow() {
        Set<String> rooms = house.getPackage("lumadrop").getSubpackages().stream()
                .map(JavaPackage::getRelativeName)
                .collect(Collectors.toSet());
        assertThat(rooms).isEqualTo(mayKnow.keySet());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aPackageKnowsOnlyWhatItsRowSays(String room) {
        String[] known = Stream.concat(Stream.of(room), mayKnow.get(room).stream())
                .map(HouseTest::packages)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(packages(room))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("lumadrop..").or(resideInAnyPackage(known)))
                .check(house);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching("lumadrop.(*)..").should().beFreeOfCycles().check(house);
    }

    @Test
    void everyPackageSaysWhatItOwns() throws IOException {
        List<Path> silent;
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java/lumadrop"))) {
            silent = folders.filter(Files::isDirectory)
                    .filter(HouseTest::holdsClasses)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void sqlStandsInTheLedgerAlone() {
        onlyIn(List.of("ledger"), "java.sql..", "javax.sql..", "org.flywaydb..", "org.postgresql..");
        // The verbs choose where SQLite's native library is unpacked.
        onlyIn(List.of("ledger", "cli"), "org.sqlite..");
    }

    @Test
    void camelStandsWhereRoutesAreMade() {
        onlyIn(List.of("flow", "sandbox", "cli"), "org.apache.camel..");
    }

    @Test
    void theSandboxStandsOnWhatAServerNeeds() {
        classes()
                .that()
                .resideInAPackage(packages("sandbox"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        packages("sandbox"),
                        "java..",
                        "javax.imageio..",
                        "org.apache.camel..",
                        "io.vertx..",
                        "io.netty..",
                        "com.fasterxml.jackson..",
                        "org.slf4j..")
                .check(house);
    }

    @Test
    void thereIsOneWayToDoAThing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "tools.jackson..", "com.google..", "org.apache.commons..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(URLConnection.class)
                .because("the HTTP client is camel-http's, the mapper is Jackson 2's")
                .check(house);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(house);
    }

    @Test
    void theTimeIsPassedIn() {
        noClasses()
                .that(describe("are handed their clock", type -> !isClockmaker(type.getName())))
                .should()
                .accessTargetWhere(theSystemsTime())
                .check(house);
    }

    @Test
    void onlyTheVerbsSpeakToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("cli"))
                .should(ACCESS_STANDARD_STREAMS)
                .check(house);
    }

    @Test
    void noTraceIsPrintedPastTheLog() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "a stack trace is printed",
                        call -> call.getTarget().getName().equals("printStackTrace")
                                && call.getTargetOwner().isAssignableTo(Throwable.class)))
                .check(house);
    }

    private static void onlyIn(List<String> rooms, String... guests) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms.stream().map(HouseTest::packages).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(guests)
                .check(house);
    }

    private static DescribedPredicate<JavaAccess<?>> theSystemsTime() {
        Predicate<JavaAccess<?>> isTime = access -> {
            String name = access.getTarget().getName();
            if (access.getTargetOwner().isEquivalentTo(System.class)) {
                return name.equals("currentTimeMillis") || name.equals("nanoTime");
            }
            if (access.getTargetOwner().isAssignableTo(Clock.class)) {
                return name.startsWith("system") || name.startsWith("tick");
            }
            boolean byClock = access.getTarget().getFullName().contains("(" + Clock.class.getName() + ")");
            return name.equals("now") && access.getTargetOwner().isAssignableTo(Temporal.class) && !byClock;
        };
        return describe("the system's time is read", isTime);
    }

    private static boolean isClockmaker(String type) {
        for (String maker : CLOCKMAKERS) {
            if (type.equals(maker) || type.startsWith(maker + ".") || type.startsWith(maker + "$")) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packages(String room) {
        return "lumadrop." + room + "..";
    }
}
