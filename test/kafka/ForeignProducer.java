import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes each line of its input, `topic TAB compression TAB key TAB value`, with the producer of the Java client. Usage: java ForeignProducer.java <brokers>. */
public final class ForeignProducer {
  public static void main(String[] arguments) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String compression = "";
    KafkaProducer<String, String> producer = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] fields = line.split("\t", 4);
      if (producer == null || !fields[1].equals(compression)) {
        if (producer != null) producer.close();
        compression = fields[1];
        Properties properties = new Properties();
        properties.put("bootstrap.servers", arguments[0]);
        properties.put("compression.type", compression);
        properties.put("linger.ms", "100");
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
      }
      ProducerRecord<String, String> record = new ProducerRecord<>(fields[0], fields[2], fields[3]);
      record.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
      producer.send(record);
    }
    if (producer != null) producer.close();
  }
}
