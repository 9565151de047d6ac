package io.ringfence.testing;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house that a compiler does not check, as plain checks over a module's compiled classes. Each gives
 * the breaches in words; a test expects none.
 */
public final class HouseRules {
    private static final Set<String> EMPTY_WORDS =
            Set.of("Util", "Utils", "Helper", "Helpers", "Manager", "Impl", "Common", "Misc", "Data");
    private static final Pattern WORDS = Pattern.compile("(?=[A-Z])");

    private static final List<String> IMPURE_PACKAGES = List.of(
            "java.util.concurrent", "java.util.random", "java.nio.file", "java.net", "java.sql", "javax", "jakarta");
    private static final Set<String> IMPURE_CLASSES = Set.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.ProcessBuilder",
            "java.time.Clock",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.UUID",
            "java.security.SecureRandom");
    private static final Set<String> IMPURE_CALLS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Math.random");

    /** What every aggregate extends, in shared-axon. */
    private static final String AGGREGATE = "io.ringfence.axon.decide.EventSourcedAggregate";

    private final JavaClasses classes;

    private HouseRules(JavaClasses classes) {
        this.classes = classes;
    }

    /** Those of the module whose tests run. */
    public static HouseRules ofThisModule() {
        return of(Path.of("target", "classes"));
    }

    /** Those of the classes in a folder. */
    public static HouseRules of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("no compiled classes in " + folder.toAbsolutePath());
        }
        return new HouseRules(ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false); // names are enough, and much faster
            return new ClassFileImporter().importPath(folder);
        }));
    }

    /** Breaches of what holds in every module: names, marked packages, aggregates without framework, clock or chance. */
    public List<String> breaches() {
        return Stream.of(emptyNames(), unmarkedPackages(), frameworkInAggregates(), impureAggregates())
                .flatMap(List::stream)
                .toList();
    }

    /** Classes whose name says nothing of what they are. */
    public List<String> emptyNames() {
        return classes.stream()
                .filter(type -> Arrays.stream(WORDS.split(type.getSimpleName())).anyMatch(EMPTY_WORDS::contains))
                .map(type -> type.getName() + " has an empty word in its name")
                .toList();
    }

    /** Packages that do not say their role, or do not say that nothing is null unless marked. */
    public List<String> unmarkedPackages() {
        return classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(place -> place.getClasses().stream().anyMatch(HouseRules::isWrittenByHand))
                .filter(place -> !isMarked(place))
                .map(place -> place.getName() + " has no package-info with @NullMarked")
                .toList();
    }

    private static boolean isWrittenByHand(JavaClass type) {
        return !type.getSimpleName().equals("package-info");
    }

    private static boolean isMarked(JavaPackage place) {
        return place.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    /** What aggregates use beyond Java, our own code, JSON values, and Axon's annotations and life cycle. */
    public List<String> frameworkInAggregates() {
        Predicate<JavaClass> allowed = type -> isIn(type, "java")
                || isIn(type, "io.ringfence")
                || isIn(type, "org.jspecify")
                || isIn(type, "com.fasterxml.jackson.databind.node")
                || isIn(type, "org.axonframework.commandhandling")
                || isIn(type, "org.axonframework.eventsourcing")
                || isIn(type, "org.axonframework.modelling.command")
                || isIn(type, "org.axonframework.messaging");
        return aggregates().flatMap(type -> uses(type, allowed.negate())).toList();
    }

    /** What aggregates ask of clocks, chance or the world; ids and times arrive in the command. */
    public List<String> impureAggregates() {
        return aggregates().flatMap(HouseRules::impurities).toList();
    }

    /** What a pure module asks of frameworks, threads, clocks, chance or the world, libraries named here left aside. */
    public List<String> impurities(String... libraries) {
        Predicate<JavaClass> allowed = type -> isIn(type, "java")
                || isIn(type, "io.ringfence")
                || isIn(type, "org.jspecify")
                || Arrays.stream(libraries).anyMatch(library -> isIn(type, library));
        return classes.stream()
                .flatMap(type -> Stream.concat(uses(type, allowed.negate()), impurities(type)))
                .distinct()
                .toList();
    }

    private Stream<JavaClass> aggregates() {
        return classes.stream().filter(type -> type.isAssignableTo(AGGREGATE));
    }

    private static Stream<String> impurities(JavaClass type) {
        Predicate<JavaClass> impure = used -> IMPURE_CLASSES.contains(used.getName())
                || IMPURE_PACKAGES.stream().anyMatch(place -> isIn(used, place));
        List<String> calls = new ArrayList<>();
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            String called = access.getTargetOwner().getName() + "." + access.getName();
            if (IMPURE_CALLS.contains(called)) {
                calls.add(type.getName() + " calls " + called);
            }
        }
        return Stream.concat(uses(type, impure), calls.stream());
    }

    private static Stream<String> uses(JavaClass type, Predicate<JavaClass> forbidden) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(used -> !used.isPrimitive())
                .filter(forbidden)
                .map(used -> type.getName() + " uses " + used.getName())
                .distinct();
    }

    private static boolean isIn(JavaClass type, String place) {
        return type.getPackageName().equals(place) || type.getPackageName().startsWith(place + ".");
    }
}
