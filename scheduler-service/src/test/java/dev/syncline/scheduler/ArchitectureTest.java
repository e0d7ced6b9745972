package dev.syncline.scheduler;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.syncline.scheduler");

    @Test
    void knowsNoOtherServiceAndNoDialect() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.syncline.config..",
                        "dev.syncline.extractor..",
                        "dev.syncline.loader..",
                        "dev.syncline.notification..",
                        "dev.syncline.dialect..")
                .check(CLASSES);
    }

    @Test
    void statesAreDecidedWithoutSpringDatabaseOrBroker() {
        classes()
                .that()
                .resideInAPackage("dev.syncline.scheduler.run.state..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "java.time..", "java.util..", "org.jspecify..", "dev.syncline.contracts..", "dev.syncline.scheduler.run.state..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.syncline.scheduler.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
