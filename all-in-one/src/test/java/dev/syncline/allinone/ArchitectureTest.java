package dev.syncline.allinone;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/test-support/"))
            .importPackages("dev.syncline");

    @Test
    void theProductKnowsNothingThatOnlyTestsNeed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.syncline.testsupport..", "org.awaitility..", "org.junit..", "org.assertj..", "com.icegreen..")
                .check(PRODUCT);
    }

    /// Who has met a name knows what it means: nothing else is called so.
    @Test
    void oneSimpleNameHasOneMeaning() {
        assertThat(PRODUCT.stream().filter(JavaClass::isTopLevelClass).map(JavaClass::getSimpleName).filter(name -> !name.equals("package-info")))
                .doesNotHaveDuplicates();
    }

    /// An installation is started, shown and measured; what compares tables knows nothing of how they came to be.
    @Test
    void eachJobHasARoom() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("launcher").definedBy("dev.syncline.allinone.launcher")
                .layer("demo").definedBy("dev.syncline.allinone.demo")
                .layer("bench").definedBy("dev.syncline.allinone.bench")
                .layer("installation").definedBy("dev.syncline.allinone.installation")
                .layer("compare").definedBy("dev.syncline.allinone.compare")
                .whereLayer("launcher").mayNotBeAccessedByAnyLayer()
                .whereLayer("demo").mayOnlyBeAccessedByLayers("launcher")
                .whereLayer("bench").mayOnlyBeAccessedByLayers("launcher")
                .whereLayer("installation").mayOnlyBeAccessedByLayers("launcher", "demo", "bench")
                .whereLayer("compare").mayOnlyBeAccessedByLayers("launcher", "demo", "bench", "installation")
                .check(PRODUCT);
        classes().that().resideInAPackage("dev.syncline.allinone..").should().resideInAnyPackage("dev.syncline.allinone.*").orShould().haveSimpleName("package-info").check(PRODUCT);
    }

    /// What a module passes on would be on the product's class path though nobody names it.
    @ParameterizedTest
    @ValueSource(strings = {"contracts", "dialects", "service-kit", "testkit", "config-service", "scheduler-service", "extractor-service", "loader-service",
        "notification-service", "console", "all-in-one"})
    void noModuleOfTheProductPassesOnWhatOnlyTestsNeed(String module) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("..", module, "pom.xml").toFile());
        var dependencies = pom.getElementsByTagName("dependency");
        List<Element> forTests = IntStream.range(0, dependencies.getLength())
                .mapToObj(i -> (Element) dependencies.item(i))
                .filter(dependency -> List.of("test-support", "awaitility", "spring-boot-starter-test", "greenmail").contains(text(dependency, "artifactId")))
                .toList();

        assertThat(forTests).allSatisfy(dependency -> assertThat(text(dependency, "scope")).as(text(dependency, "artifactId")).isEqualTo("test"));
    }

    private static String text(Element dependency, String name) {
        var found = dependency.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
