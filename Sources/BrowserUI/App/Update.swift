/// What a message does to the model, and what has to be done about it. Pure: the run loop does it.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
  switch message {
  case .started(let now, let size): model.start(now: now, size: size)
  case .keyPressed(let key): model.keyPressed(key)
  case .ticked(let now): model.ticked(now)
  case .timerFired(let timer, let now): model.timerFired(timer, now: now)
  case .noticed(let sentence): model.say(sentence, .warning)
  case .pageLoaded(let result, let generation): model.pageLoaded(result, generation)
  case .totalsLoaded(let result, let purpose, let generation):
    model.totalsLoaded(result, purpose, generation) + model.tellScreens(message)
  case .groupsLoaded(let result, let query, let generation):
    model.groupsLoaded(result, query, generation)
  case .entryLoaded(let result, let generation):
    model.entryLoaded(result, generation) + model.tellScreens(message)
  case .bodyLoaded(let result, let generation): model.bodyLoaded(result, generation)
  case .bodySearched(let result, let generation): model.bodySearched(result, generation)
  case .historyLoaded(let result, let generation): model.historyLoaded(result, generation)
  case .trashLoaded: model.tellScreens(message)
  case .trashCounted(let result, let generation):
    generation == model.trashCountGeneration
      ? model.trashCounted(result) : model.tellScreens(message)
  case .filtersSaved(let result): model.filtersSaved(result)
  case .operationsLoaded(let result): model.operationsLoaded(result)
  case .storageLoaded(let result): model.storageLoaded(result)
  case .referencesResolved(let result, let generation):
    model.referencesResolved(result, generation)
  case .searchAdvanced(let progress, let generation):
    model.searchAdvanced(progress, generation)
  case .searchFinished(let result, let generation): model.searchFinished(result, generation)
  case .valuesLoaded(let result, let facet, let generation):
    model.valuesLoaded(result, facet, generation) + model.tellScreens(message)
  case .polled(let result): model.polled(result)
  case .storeReplaced(let store): model.storeReplaced(store)
  case .changeAdvanced(let count): model.changeAdvanced(count)
  case .changeFinished(let change, let result):
    model.changeFinished(change, result) + model.tellScreens(message)
  case .trashEmptied(let result): model.trashEmptied(result) + model.tellScreens(message)
  case .bodyRead(let result, let generation): model.bodyRead(result, generation)
  case .compared(let result, let generation): model.compared(result, generation)
  case .writingAdvanced(let count): model.writingAdvanced(count)
  case .written(let request, let result): model.written(request, result)
  case .revalidationFinished(let task, let report): model.revalidationFinished(task, report)
  case .optionsSaved(let result): model.optionsSaved(result)
  case .taskFinished(let task): model.taskFinished(task)
  }
}
