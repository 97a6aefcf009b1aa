import { num, RecordValue } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, object, TestOrg } from '../../test/org.ts'
import { insertAsStated } from '../asStated.ts'

let test: TestOrg
beforeAll(async () => {
  test = await TestOrg.open([
    object('Contact', {
      'fields/Place__c':
        '<label>Place</label><type>Location</type><scale>5</scale><displayLocationInDecimal>true</displayLocationInDecimal>',
    }),
  ])
  const contact = (LastName: string, latitude: number | null, longitude: number | null) =>
    RecordValue.from('Contact', {
      LastName,
      Place__Latitude__s: latitude === null ? null : num(latitude),
      Place__Longitude__s: longitude === null ? null : num(longitude),
      MailingLatitude: latitude === null ? null : num(latitude),
      MailingLongitude: longitude === null ? null : num(longitude),
    })
  await insertAsStated(test.fresh.database, test.org, ada, [
    contact('Berlin', 52.52, 13.405),
    contact('Hamburg', 53.55108, 9.99368),
    contact('Munich', 48.13743, 11.57549),
    contact('Nowhere', null, null),
  ])
})
afterAll(() => test.fresh.drop())

const FROM_BERLIN = "GEOLOCATION(52.52, 13.405), 'km'"

describe('DISTANCE', () => {
  it.each<[soql: string, names: string[]]>([
    [`SELECT LastName FROM Contact WHERE DISTANCE(Place__c, ${FROM_BERLIN}) < 300`, ['Berlin', 'Hamburg']],
    [`SELECT LastName FROM Contact WHERE DISTANCE(MailingAddress, ${FROM_BERLIN}) > 300`, ['Munich']],
    [
      `SELECT LastName FROM Contact WHERE DISTANCE(Place__c, GEOLOCATION(52.52, 13.405), 'mi') < 160`,
      ['Berlin', 'Hamburg'],
    ],
    [
      `SELECT LastName FROM Contact WHERE Place__Latitude__s != null ORDER BY DISTANCE(Place__c, ${FROM_BERLIN}) DESC`,
      ['Munich', 'Hamburg', 'Berlin'],
    ],
  ])('%s', async (soql, names) => {
    await test.inTransaction(async (_, tx) => {
      const records = (await test.query(tx, soql)) as { LastName: string }[]
      const found = records.map(({ LastName }) => LastName)
      expect(soql.includes('ORDER') ? found : found.toSorted()).toEqual(names)
    })
  })

  it('is read, in kilometres or miles', async () => {
    await test.inTransaction(async (_, tx) => {
      const soql = `SELECT DISTANCE(Place__c, ${FROM_BERLIN}) km, DISTANCE(Place__c, GEOLOCATION(:lat, :lon), 'mi') mi FROM Contact WHERE LastName = 'Hamburg'`
      const [one] = (await test.query(tx, soql, { lat: num(52.52), lon: num(13.405) })) as { km: number; mi: number }[]
      expect([Math.round(one!.km), Math.round(one!.mi)]).toEqual([255, 159])
    })
  })

  it('is refused in another form', async () => {
    await test.inTransaction(async (_, tx) => {
      for (const soql of [
        `SELECT Id FROM Contact WHERE DISTANCE(Place__c, GEOLOCATION(1, 2), 'm') < 1`,
        `SELECT Id FROM Contact WHERE DISTANCE(LastName, ${FROM_BERLIN}) < 1`,
        `SELECT Id FROM Contact WHERE DISTANCE(Place__c) < 1`,
      ])
        await expect(test.query(tx, soql)).rejects.toMatchObject({
          code: expect.stringMatching(/MALFORMED_QUERY|INVALID_FIELD/),
        })
    })
  })
})
