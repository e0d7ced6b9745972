package dev.syncline.dialect;

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

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
                .ignoreDependency(resideInAnyPackage("..doris..", "..starrocks.."), resideInAPackage("..streamload.."))
                .ignoreDependency(resideInAPackage("..greenplum.."), resideInAPackage("..postgresql.."))
                .check(CLASSES);
    }
}
