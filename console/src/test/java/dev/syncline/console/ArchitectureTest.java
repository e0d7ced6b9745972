package dev.syncline.console;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses CONSOLE =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.syncline.console");

    /// It reaches the services by REST only.
    @Test
    void theConsoleKnowsNoServiceAndNoDialect() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.syncline.config..", "dev.syncline.scheduler..", "dev.syncline.extractor..", "dev.syncline.loader..",
                        "dev.syncline.notification..", "dev.syncline.dialect..")
                .check(CONSOLE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.syncline.console.(*)..").should().beFreeOfCycles().check(CONSOLE);
    }
}
