"""Does the main job with the client that openapi-generator makes for Python, and prints what it saw as JSON."""

import json
import os
import sys

import openapi_client as goldset

ITEMS = ["the cast is phenomenal", "a bore", "it drags on, and on"]
LABELS = ["positive", "negative", "negative"]


def client(token: str) -> goldset.ApiClient:
    return goldset.ApiClient(goldset.Configuration(host=os.environ["GOLDSET_URL"] + "/v1", access_token=token))


admin = client(os.environ["GOLDSET_TOKEN"])
organization = goldset.OrganizationsApi(admin).create_organization(goldset.CreateOrganization(name="Film Research"))
projects = goldset.ProjectsApi(admin)
key = "made-by-" + str(organization.id)
asked = goldset.CreateProject(name="Sentiment", overlap=1)
project = projects.create_project(organization.id, asked, idempotency_key=key)
same = projects.create_project(organization.id, asked, idempotency_key=key)

choice = goldset.ChoiceControl(kind="choice", name="sentiment", source="text", options=["positive", "negative"])
ui = goldset.AnnotationUIApi(admin).create_annotation_ui(
    project.id, goldset.CreateAnnotationUI(name="Sentiment", controls=[goldset.Control(choice)])
)
guideline = goldset.GuidelinesApi(admin).publish_guideline(project.id, goldset.PublishGuideline(text="# Judge the sentence."))
lines = [goldset.ImportItem(external_id=f"s{number}", data={"text": text}) for number, text in enumerate(ITEMS)]
imported = goldset.ItemsApi(admin).import_items(project.id, goldset.ImportItems(items=lines))

accounts = goldset.ServiceAccountsApi(admin)
account = accounts.create_service_account(organization.id, goldset.CreateServiceAccount(name="annotator", roles=[goldset.Role.ANNOTATOR]))
token = accounts.create_service_account_token(organization.id, account.id, goldset.CreateToken(name="replay"))

annotator = client(token.secret)
tasks = goldset.TasksApi(annotator)
claim = tasks.claim_tasks(project.id, goldset.ClaimTasks(count=2))
skipped = tasks.skip_task(project.id, claim.tasks[0].id, goldset.SkipTask(reason="I know the cast."))
states = [skipped.state == goldset.TaskState.TASK_SKIPPED, claim.tasks[1].state == goldset.TaskState.TASK_CLAIMED]
tasks.release_task(project.id, claim.tasks[1].id)
goldset.ItemsApi(admin).requeue_item(project.id, claim.tasks[0].item.id, goldset.RequeueItem())

revisions = []
while True:
    claim = tasks.claim_tasks(project.id, goldset.ClaimTasks(count=1, strategy="queue"))
    if not claim.tasks:
        break
    task = claim.tasks[0]
    number = int(task.item.external_id.removeprefix("s"))
    annotation = tasks.submit_task(project.id, task.id, goldset.SubmitTask(value={"sentiment": LABELS[number]}))
    revisions.append(annotation.revision)
reason = claim.reason

try:
    goldset.GuidelinesApi(admin).get_guideline(project.id, 7)
    code = None
except goldset.exceptions.NotFoundException as error:
    code = error.data.code

progress = projects.get_progress(project.id)
schema = goldset.AnnotationUIApi(annotator).get_annotation_ui_schema(project.id, ui.version)
members = goldset.MembersApi(admin).list_members(organization.id)
exported = goldset.ExportApi(admin).export_project_without_preload_content(project.id)
items = [goldset.ExportedItem.from_json(line.decode()) for line in exported.read().splitlines()]

json.dump(
    {
        "same_project": same.id == project.id,
        "control": ui.controls[0].actual_instance.kind,
        "guideline": guideline.version,
        "created": imported.created,
        "states": states,
        "revisions": revisions,
        "reason": reason,
        "code": code,
        "complete": progress.items.complete,
        "schema": sorted(schema["properties"]),
        "added_by": [member.added_by is None for member in members.members],
        "exported": sorted([item.external_id, item.annotations[0].value["sentiment"]] for item in items),
    },
    sys.stdout,
)
