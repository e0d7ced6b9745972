package dev.syncline.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.syncline.dialect");

    /// What every package here may know.
    private static final List<String> COMMON = List.of(
            "java..", "javax.net..", "javax.sql..", "org.jspecify..", "org.slf4j..", "com.zaxxer.hikari..", "tools.jackson..", "org.apache.hc.client5.http.ssl..",
            "dev.syncline.contracts..", "dev.syncline.dialect..");

    /// What all databases share beside the interfaces.
    private static final String[] ROOMS = {"dev.syncline.dialect.connect", "dev.syncline.dialect.read", "dev.syncline.dialect.load"};

    /// The packages of the JDBC drivers on the class path, such as `org.postgresql..`.
    private static final Set<String> DRIVERS = ServiceLoader.load(Driver.class).stream()
            .map(driver -> driver.type().getPackageName().split("\\."))
            .map(name -> "%s.%s..".formatted(name[0], name[1]))
            .collect(Collectors.toSet());

    /// Who speaks another database's protocol, by the driver.
    private static final Map<String, String> BORROWERS = Map.of("com.mysql..", "dev.syncline.dialect.streamload");

    @Test
    void knowsContractsAndDriversOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(COMMON.stream(), DRIVERS.stream()).toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void eachDriverIsKnownToItsOwnPackageOnly() {
        assertThat(DRIVERS).contains("com.mysql..", "org.postgresql..", "com.clickhouse..");
        for (String driver : DRIVERS) {
            Set<String> users = CLASSES.stream()
                    .filter(user -> dependsOn(user, driver))
                    .map(JavaClass::getPackageName)
                    .filter(user -> !user.equals(BORROWERS.get(driver)))
                    .collect(Collectors.toSet());

            assertThat(users).as(driver).hasSizeLessThanOrEqualTo(1).doesNotContain("dev.syncline.dialect");
        }
    }

    private static boolean dependsOn(JavaClass user, String driver) {
        return user.getDirectDependenciesFromSelf().stream().anyMatch(dependency -> resideInAPackage(driver).test(dependency.getTargetClass()));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.syncline.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.syncline.dialect.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAnyPackage(ROOMS))
                .ignoreDependency(resideInAnyPackage("..doris..", "..starrocks.."), resideInAPackage("..streamload.."))
                .ignoreDependency(resideInAPackage("..greenplum.."), resideInAPackage("..postgresql.."))
                .check(CLASSES);
    }

    /// Reading and loading know nothing of each other, and reaching a database neither.
    @Test
    void roomsAreApart() {
        noClasses().that().resideInAPackage("dev.syncline.dialect.read").should().dependOnClassesThat().resideInAPackage("dev.syncline.dialect.load").check(CLASSES);
        noClasses().that().resideInAPackage("dev.syncline.dialect.load").should().dependOnClassesThat().resideInAPackage("dev.syncline.dialect.read").check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.syncline.dialect.connect")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.syncline.dialect.read", "dev.syncline.dialect.load")
                .check(CLASSES);
    }

    /// Who asks which database a source is asks for what it can or means, so that another source needs no word here. The lists of system schemas have names
    /// of schemas.
    @Test
    void sourcesAreNamedInTheirOwnPackagesOnly() throws IOException {
        for (String word : List.of("mysql", "postgresql")) {
            for (String module : List.of("contracts", "dialects", "service-kit", "config-service", "scheduler-service", "extractor-service", "loader-service")) {
                try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                    assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.getParent().endsWith(Path.of("dialect", word)) && !file.toString().endsWith("Names.java")))
                            .allSatisfy(file -> assertThat(file).content().doesNotContain('"' + word + '"'));
                }
            }
        }
    }
}
