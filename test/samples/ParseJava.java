import com.sun.source.util.JavacTask;
import java.io.File;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Parses a file as Java without resolving what it imports; ends with 1 when it is not Java. */
class ParseJava {
    public static void main(String[] args) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjectsFromFiles(List.of(new File(args[0])));
            ((JavacTask) compiler.getTask(null, files, found, List.of("-proc:none"), null, sources)).parse();
        }
        for (Diagnostic<?> problem : found.getDiagnostics()) {
            System.err.println(problem);
        }
        System.exit(found.getDiagnostics().isEmpty() ? 0 : 1);
    }
}
