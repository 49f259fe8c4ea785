import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.*;
import org.openapitools.client.model.*;

/** Does the main job with the client that openapi-generator makes for Java, and prints what it saw as JSON. */
public class MainJob {
  private static final List<String> TEXTS = List.of("the cast is phenomenal", "a bore", "it drags on, and on");
  private static final List<String> LABELS = List.of("positive", "negative", "negative");

  private static ApiClient client(String token) {
    ApiClient client = new ApiClient();
    client.setBasePath(System.getenv("GOLDSET_URL") + "/v1");
    client.setBearerToken(token);
    return client;
  }

  /** Calls a method without its optional arguments: they come last, and a release may add some. */
  private static Object call(Object api, String name, Object... required) throws ReflectiveOperationException {
    java.lang.reflect.Method method = Arrays.stream(api.getClass().getMethods()).filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
    return method.invoke(api, Arrays.copyOf(required, method.getParameterCount()));
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> seen = new LinkedHashMap<>();
    ApiClient admin = client(System.getenv("GOLDSET_TOKEN"));
    Organization organization = new OrganizationsApi(admin).createOrganization(new CreateOrganization().name("Film Research"), null);
    ProjectsApi projects = new ProjectsApi(admin);
    CreateProject asked = new CreateProject().name("Sentiment").overlap(1);
    String key = "made-by-" + organization.getId();
    Project project = projects.createProject(organization.getId(), asked, key);
    seen.put("same_project", projects.createProject(organization.getId(), asked, key).getId().equals(project.getId()));
    UUID id = project.getId();

    ChoiceControl choice = new ChoiceControl().kind(ChoiceControl.KindEnum.CHOICE).name("sentiment").source("text").options(new java.util.LinkedHashSet<>(List.of("positive", "negative")));
    AnnotationUI ui = new AnnotationUiApi(admin).createAnnotationUI(id, new CreateAnnotationUI().name("Sentiment").controls(List.of(new Control(choice))), null);
    seen.put("control", ui.getControls().get(0).getChoiceControl().getKind().getValue());
    seen.put("guideline", new GuidelinesApi(admin).publishGuideline(id, new PublishGuideline().text("# Judge the sentence."), null).getVersion());
    List<ImportItem> items = new ArrayList<>();
    for (int number = 0; number < TEXTS.size(); number++) items.add(new ImportItem().externalId("s" + number).data(Map.of("text", TEXTS.get(number))));
    seen.put("created", ((ImportResult) call(new ItemsApi(admin), "importItems", id, new ImportItems().items(items))).getCreated());

    ServiceAccountsApi accounts = new ServiceAccountsApi(admin);
    ServiceAccount account = accounts.createServiceAccount(organization.getId(), new CreateServiceAccount().name("annotator").roles(Set.of(Role.ANNOTATOR)), null);
    CreatedToken token = accounts.createServiceAccountToken(organization.getId(), account.getId(), new CreateToken().name("replay"), null);

    ApiClient annotator = client(token.getSecret());
    TasksApi tasks = new TasksApi(annotator);
    Claim claim = tasks.claimTasks(id, new ClaimTasks().count(2), null);
    Task skipped = tasks.skipTask(id, claim.getTasks().get(0).getId(), new SkipTask().reason("I know the cast."), null);
    seen.put("states", List.of(skipped.getState() == TaskState.TASK_SKIPPED, claim.getTasks().get(1).getState() == TaskState.TASK_CLAIMED));
    tasks.releaseTask(id, claim.getTasks().get(1).getId(), null, null);
    new ItemsApi(admin).requeueItem(id, claim.getTasks().get(0).getItem().getId(), new RequeueItem(), null);

    List<Integer> revisions = new ArrayList<>();
    while (true) {
      claim = tasks.claimTasks(id, new ClaimTasks().count(1).strategy(ClaimTasks.StrategyEnum.QUEUE), null);
      if (claim.getTasks().isEmpty()) break;
      Task task = claim.getTasks().get(0);
      int number = Integer.parseInt(task.getItem().getExternalId().substring(1));
      revisions.add(tasks.submitTask(id, task.getId(), new SubmitTask().value(Map.of("sentiment", LABELS.get(number))), null).getRevision());
    }
    seen.put("revisions", revisions);
    seen.put("reason", claim.getReason().getValue());

    try {
      new GuidelinesApi(admin).getGuideline(id, 7, null);
    } catch (ApiException problem) {
      seen.put("code", NotFoundProblem.fromJson(problem.getResponseBody()).getCode().getValue());
    }
    seen.put("complete", projects.getProgress(id, null).getItems().getComplete());
    Map<?, ?> schema = new Gson().fromJson(new Gson().toJson(new AnnotationUiApi(annotator).getAnnotationUISchema(id, ui.getVersion(), null)), Map.class);
    seen.put("schema", new ArrayList<>(((Map<?, ?>) schema.get("properties")).keySet()));
    List<Boolean> addedBy = new ArrayList<>();
    for (Member member : new MembersApi(admin).listMembers(organization.getId(), null, null, null).getMembers()) addedBy.add(member.getAddedBy() == null);
    seen.put("added_by", addedBy);

    List<List<String>> exported = new ArrayList<>();
    // The client asks for the first media type that looks like JSON, which is that of problems.
    okhttp3.Request request = ((okhttp3.Call) call(new ExportApi(admin), "exportProjectCall", id)).request().newBuilder().header("Accept", "application/x-ndjson").build();
    String body = admin.getHttpClient().newCall(request).execute().body().string();
    for (String line : body.split("\n")) {
      ExportedItem item = ExportedItem.fromJson(line);
      exported.add(List.of(item.getExternalId(), String.valueOf(item.getAnnotations().get(0).getValue().get("sentiment"))));
    }
    exported.sort(Comparator.comparing(pair -> pair.get(0)));
    seen.put("exported", exported);
    System.out.println(new Gson().toJson(seen));
  }
}
