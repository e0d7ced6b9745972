package dev.syncline.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A new case of a sealed type or an enum is told by the compiler, wherever it needs an answer.
class SwitchesTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void switchesOverSealedTypesAndEnumsListTheirCases() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path")), null,
                    files.getJavaFileObjectsFromPaths(sources()));
            Defaults defaults = new Defaults(Trees.instance(task), task);
            Iterable<? extends CompilationUnitTree> units = task.parse();
            task.analyze();

            units.forEach(unit -> defaults.scan(unit, null));

            assertThat(defaults.seen).as("switches over sealed types and enums").isGreaterThan(20);
            assertThat(defaults.found).isEmpty();
        }
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Defaults extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final Trees trees;
        private final JavacTask task;
        private final List<String> found = new ArrayList<>();
        private int seen;

        Defaults(Trees trees, JavacTask task) {
            this.trees = trees;
            this.task = task;
        }

        @Override
        public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void nothing) {
            look(tree.getExpression(), tree.getCases());
            return super.visitSwitch(tree, nothing);
        }

        @Override
        public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void nothing) {
            look(tree.getExpression(), tree.getCases());
            return super.visitSwitchExpression(tree, nothing);
        }

        private void look(ExpressionTree selector, List<? extends CaseTree> cases) {
            if (!isClosed(Objects.requireNonNull(trees.getTypeMirror(new TreePath(getCurrentPath(), selector))))) {
                return;
            }
            seen++;
            for (CaseTree each : cases) {
                if (each.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance)) {
                    CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
                    found.add("%s:%d".formatted(unit.getSourceFile().getName(), unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, each))));
                }
            }
        }

        private boolean isClosed(TypeMirror type) {
            return task.getTypes().asElement(type) instanceof TypeElement element
                    && (element.getKind() == ElementKind.ENUM || element.getModifiers().contains(Modifier.SEALED));
        }
    }
}
