// Does the main job with the client that openapi-generator makes for Go, and prints what it saw as JSON.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sort"
	"strconv"
	"strings"

	goldset "example.org/goldset/client"
)

var texts = []string{"the cast is phenomenal", "a bore", "it drags on, and on"}
var labels = []string{"positive", "negative", "negative"}

type summary struct {
	SameProject bool       `json:"same_project"`
	Control     string     `json:"control"`
	Guideline   int32      `json:"guideline"`
	Created     int32      `json:"created"`
	States      []bool     `json:"states"`
	Revisions   []int32    `json:"revisions"`
	Reason      string     `json:"reason"`
	Code        string     `json:"code"`
	Complete    int32      `json:"complete"`
	Schema      []string   `json:"schema"`
	AddedBy     []bool     `json:"added_by"`
	Exported    [][]string `json:"exported"`
}

func must[T any](value T, response *http.Response, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		if response != nil {
			fmt.Fprintln(os.Stderr, response.Request.Method, response.Request.URL, response.Status)
		}
		os.Exit(1)
	}
	return value
}

func client() *goldset.APIClient {
	configuration := goldset.NewConfiguration()
	configuration.Servers = goldset.ServerConfigurations{{URL: os.Getenv("GOLDSET_URL") + "/v1"}}
	return goldset.NewAPIClient(configuration)
}

func as(token string) context.Context {
	return context.WithValue(context.Background(), goldset.ContextAccessToken, token)
}

func main() {
	api, admin := client(), as(os.Getenv("GOLDSET_TOKEN"))
	seen := summary{}

	organization := must(api.OrganizationsAPI.CreateOrganization(admin).CreateOrganization(*goldset.NewCreateOrganization("Film Research")).Execute())
	asked := goldset.NewCreateProject("Sentiment")
	asked.SetOverlap(1)
	key := "made-by-" + organization.GetId()
	project := must(api.ProjectsAPI.CreateProject(admin, organization.GetId()).CreateProject(*asked).IdempotencyKey(key).Execute())
	same := must(api.ProjectsAPI.CreateProject(admin, organization.GetId()).CreateProject(*asked).IdempotencyKey(key).Execute())
	seen.SameProject = same.GetId() == project.GetId()
	id := project.GetId()

	choice := goldset.NewChoiceControl("choice", "sentiment", "text", []string{"positive", "negative"})
	controls := []goldset.Control{goldset.ChoiceControlAsControl(choice)}
	ui := must(api.AnnotationUIAPI.CreateAnnotationUI(admin, id).CreateAnnotationUI(*goldset.NewCreateAnnotationUI("Sentiment", controls)).Execute())
	seen.Control = ui.GetControls()[0].ChoiceControl.GetKind()
	guideline := must(api.GuidelinesAPI.PublishGuideline(admin, id).PublishGuideline(*goldset.NewPublishGuideline("# Judge the sentence.")).Execute())
	seen.Guideline = guideline.GetVersion()
	items := []goldset.ImportItem{}
	for number, text := range texts {
		item := goldset.NewImportItem(map[string]interface{}{"text": text})
		item.SetExternalId("s" + strconv.Itoa(number))
		items = append(items, *item)
	}
	seen.Created = must(api.ItemsAPI.ImportItems(admin, id).ImportItems(*goldset.NewImportItems(items)).Execute()).GetCreated()

	account := must(api.ServiceAccountsAPI.CreateServiceAccount(admin, organization.GetId()).CreateServiceAccount(*goldset.NewCreateServiceAccount("annotator", []goldset.Role{goldset.ANNOTATOR})).Execute())
	token := must(api.ServiceAccountsAPI.CreateServiceAccountToken(admin, organization.GetId(), account.GetId()).CreateToken(*goldset.NewCreateToken("replay")).Execute())
	annotator := as(token.GetSecret())

	claim := func(count int32) *goldset.Claim {
		wanted := goldset.NewClaimTasks()
		wanted.SetCount(count)
		return must(api.TasksAPI.ClaimTasks(annotator, id).ClaimTasks(*wanted).Execute())
	}
	first := claim(2)
	reason := goldset.NewSkipTask()
	reason.SetReason("I know the cast.")
	skipped := must(api.TasksAPI.SkipTask(annotator, id, first.Tasks[0].GetId()).SkipTask(*reason).Execute())
	seen.States = []bool{skipped.GetState() == goldset.TASK_SKIPPED, first.Tasks[1].GetState() == goldset.TASK_CLAIMED}
	// Where its body is left out, this client sends `null` for it.
	must(api.TasksAPI.ReleaseTask(annotator, id, first.Tasks[1].GetId()).Body(map[string]interface{}{}).Execute())
	must(api.ItemsAPI.RequeueItem(admin, id, first.Tasks[0].Item.GetId()).RequeueItem(*goldset.NewRequeueItem()).Execute())

	for {
		next := claim(1)
		if len(next.Tasks) == 0 {
			seen.Reason = next.GetReason()
			break
		}
		task := next.Tasks[0]
		number, _ := strconv.Atoi(strings.TrimPrefix(task.Item.GetExternalId(), "s"))
		value := map[string]interface{}{"sentiment": labels[number]}
		annotation := must(api.TasksAPI.SubmitTask(annotator, id, task.GetId()).SubmitTask(*goldset.NewSubmitTask(value)).Execute())
		seen.Revisions = append(seen.Revisions, annotation.GetRevision())
	}

	_, _, err := api.GuidelinesAPI.GetGuideline(admin, id, 7).Execute()
	if problem, ok := err.(*goldset.GenericOpenAPIError); ok {
		missing := problem.Model().(goldset.NotFoundProblem)
		seen.Code = missing.GetCode()
	}
	progress := must(api.ProjectsAPI.GetProgress(admin, id).Execute())
	seen.Complete = progress.Items.GetComplete()
	schema := must(api.AnnotationUIAPI.GetAnnotationUISchema(annotator, id, ui.GetVersion()).Execute())
	for name := range schema["properties"].(map[string]interface{}) {
		seen.Schema = append(seen.Schema, name)
	}
	for _, member := range must(api.MembersAPI.ListMembers(admin, organization.GetId()).Execute()).GetMembers() {
		seen.AddedBy = append(seen.AddedBy, !member.AddedBy.IsSet() || member.AddedBy.Get() == nil)
	}

	// The client reads one JSON value where a stream has one on each line, and leaves its body to be read.
	_, response, _ := api.ExportAPI.ExportProject(admin, id).Execute()
	lines := json.NewDecoder(response.Body)
	for lines.More() {
		var item goldset.ExportedItem
		if err := lines.Decode(&item); err != nil {
			must(item, response, err)
		}
		seen.Exported = append(seen.Exported, []string{item.GetExternalId(), item.Annotations[0].Value["sentiment"].(string)})
	}
	sort.Slice(seen.Exported, func(a, b int) bool { return seen.Exported[a][0] < seen.Exported[b][0] })
	json.NewEncoder(os.Stdout).Encode(seen)
}
