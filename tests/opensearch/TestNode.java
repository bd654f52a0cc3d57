import java.nio.file.Path;
import java.util.List;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of an OpenSearch cluster on the loopback interface, until its input ends: with the process that started it.
 *
 * <p>Arguments: folder of its data, then settings as key=value.
 */
public final class TestNode {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Settings.Builder settings = Settings.builder().put("path.home", home).put("network.host", "127.0.0.1");
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Environment environment = new Environment(settings.build(), home.resolve("config"));
        new OpenSearchRunnerNode(
                environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class)).start();
        System.in.read();
        System.exit(0);
    }
}
