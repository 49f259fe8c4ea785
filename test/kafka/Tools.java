import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Runs Kafka's own tools, one after the other, in one virtual machine. Each line of its input is the class of a tool and its arguments,
 * `class TAB argument TAB …`; the answer is the number of bytes that the tool printed, on a line of its own, and then these bytes.
 */
public final class Tools {
  public static void main(String[] none) throws Exception {
    PrintStream answers = System.out;
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split("\t");
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      try {
        Class.forName(words[0]).getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(words, 1, words.length));
      } catch (InvocationTargetException failure) {
        failure.getCause().printStackTrace(System.out);
      }
      System.out.flush();
      answers.println(printed.size());
      printed.writeTo(answers);
      answers.flush();
    }
  }
}
