"""How often words, and two in a row, stand in English text: octaves of counts by million tokens.

Counted over the UD English Web Treebank (its sentences, not their annotation) by
``server/training/frequencies.py``. Only the compiler of phrase lists reads this, to know by which
of its words a pattern is best found.
"""

OCTAVES = {
    15: """
    , . the
    """,
    14: """
    a and i of to
    """,
    13: """
    for in is it not that you
    """,
    12: """
    's ( ) ? are as be do have my of_the on they this was we will with
    """,
    11: """
    ! ,_and : = =_= about all am an at but by can from had has he i_am if in_the like me one or out so
    there to_the what would your
    """,
    10: """
    ,_but ,_i ,_the / after also and_i and_the any back been best could did do_not even for_the get go
    good great him his how i_have if_you is_a it_is its just know may more new no now on_the only other
    our people place please said see service she should some their them then time to_be up us very want
    well were when which who will_be work
    """,
    9: """
    )_. ,_it ,_so ,_they ,_which ,_you 0 1 2 3 5 > again al always another around as_a at_the because
    before being better both bush by_the call called can_not come day did_not does down email enron few
    find first food for_a from_the give going going_to got have_a have_been have_to help her here i_can
    i_do i_was i_will i_would in_a into iraq is_not is_the it_'s it_. it_was last let little long look
    made make many most much need never next number number_of of_a off over pm price put really right
    same say since still sure take than thanks that_i that_the the_best the_same these they_are think
    this_is those through to_do to_get too two use want_to way we_are we_have where with_the world
    would_be year years you_are you_can you_have you_will
    """,
    8: """
    # 's_a )_, )_and + ,_a ,_as ,_he ,_if ,_in ,_or ,_please ,_we ._doc 10 4 6 7 713 ; @ a_few a_good
    a_great a_little a_lot a_new able able_to about_the actually against agreement al_qaeda all_of
    all_the already american amount and_a and_he and_it and_they anyone anything are_not are_the area
    as_the as_well asked attached away bad be_a believe between big bit business but_i came can_be car
    care case change check china close company country customer date days deal different do_you doc
    does_not doing done dr due during each else end enough etc ever every everything excellent
    experience family far feel file for_your forward found free friendly friends gas getting go_to
    government group had_a hard has_been have_the having he_is he_was he_will high highly home hope
    house however however_, i_had i_know i_think in_my in_this india information international iran
    is_that job john keep later least left let_me life like_to line list live looking lot love me_.
    me_know meeting might military money months must name national need_to needs nice night not_be
    not_have not_know not_want nothing of_this office oil ok old on_a once one_of order out_of over_the
    own part pay per percentage person phone point possible power president pretty probably problem
    qaeda questions read real received recommend review room s says school send sent should_be small
    so_i someone something soon space staff start state states stay such taking talk tell thank
    thank_you that_he that_is that_they that_we that_you the_first the_other the_time the_united the_us
    the_way the_world them_. there_are there_is they_do they_have they_were they_will thing things
    this_place though thought three times to_a to_go to_have to_make to_me to_see to_take to_you today
    told took try trying under united united_states until used wanted war was_a was_not was_the water
    we_can we_will week went when_i which_is while why will_not with_a without working would_like
    would_not yes yet you_. you_do you_want
    """,
    7: """
    $ 'd 's_not (_and (_i (_the +_+ ,_etc ,_for ,_however ,_including ,_is ,_just ,_not ,_that ,_then
    ,_there ,_this ,_to ,_when ,_who ,_with ._) 11 12 15 1_. 20 2000 2001 2003 2004 2005 30 8 9 :_) >_>
    @_enron [ ] a_bit a_couple a_small a_very a_week above access according according_to across add
    address administration afghanistan after_the again_, again_. ago air almost along also_, although
    am_not amazing america americans among and_all and_do and_have and_in and_my and_she and_that
    and_then and_to and_was and_we and_will and_you animals answer anthrax any_questions anyway april
    are_a are_going are_in are_very are_you army around_the article as_i as_they as_you ask at_a at_all
    at_least at_this attack attention available b baby back_to based be_able be_in be_the beautiful
    because_of become before_the below bill black board book bring bush_'s but_it but_the but_they buy
    by_a c cage campaign can_you canada cat cats center certain changes charge cheap children chris city
    clean clear comes coming comments conference contact continue contract control copy cost could_be
    could_not counterparty countries couple couple_of course credit cruise currently customers cut dead
    death definitely delivery department development dinner discuss do_it doctor dog dollars door dr_.
    draft drive due_to during_the e earlier early easy eat eggs either elections email_: employees
    energy entire especially etc_. everyone expect extremely face fact fax federal feed felt file_:
    final finally fine fish following for_me for_my for_you force forces form former forward_to four
    fresh friday friend from_a front full fun further future game gave general george get_a get_the girl
    give_me given global god gone good_. google groups guess guy guys had_been had_to hair half hand
    happy has_a have_any have_ever have_had have_never have_not he_'s he_did he_said head health hear
    heard helpful here_. hi highly_recommend him_. horse hotel hours houston how_to huge human i_called
    i_could i_did i_found i_got i_hope i_just i_need i_want idea if_i if_the if_they important in_his
    in_iraq in_our in_their in_your include including indian inside instead intelligence interested
    interested_in into_a into_the iraqi is_also is_in is_no is_to is_very israel issue issues it_,
    it_has it_to it_will it_would january jeff july june kay kept key kids kind kind_of know_. know_if
    know_that know_what known language large late law leader leaders leave legal less letter level light
    like_a like_the likely link living local location london looking_for looks lot_of lots lots_of lunch
    main major make_sure makes making man management manager march mark market may_be may_have maybe
    me_a me_and me_the me_to meal mean means media meet members mentioned message metal mike million
    mind minutes monday month more_than morning most_of move moving mr mr_. nasa natural near needed
    news non north not_a not_even not_get not_go not_only not_the not_to note notice of_all of_his of_my
    of_our of_their of_them of_these of_us of_you of_your offer officials often on_my on_your ones open
    options others out_the outside owner pakistan parents part_of party past paul peace percentage_of
    perfect period pet piece pizza place_to places plan play please_let points policy political poor
    position post press prices problems process professional program project provide public quality
    question quickly quite rate re ready reason recent recently regarding regards regards_, region
    remember report reports request response restaurant return reviews rights risk run running said_.
    said_that san sara saying sea second security seems seen september service_. services set several
    shall she_is shop short show side simply site situation so_, so_that some_of sorry south special
    spent st st_. started stop store street strong subject such_as summer support system taken taliban
    talking tank tax team test texas thanks_, thanks_. thanks_for that_'s that_. that_a that_it that_was
    the_bush the_country the_end the_following the_food the_last the_most the_new the_next the_one
    the_only the_price the_right the_staff the_year them_, them_to there_'s there_, there_. there_was
    there_were they_can they_had they_would this_. through_the thursday time_, time_. time_to to_anyone
    to_come to_find to_give to_help to_keep to_know to_meet to_my to_put to_say to_this to_use to_work
    together told_me tomorrow top town tried trip trust try_to trying_to turn type u.s. under_the
    understand unless up_. up_and up_to upon used_to using usually value vet vince visit w wait walk
    wanted_to wants was_very we_had we_were weapons website weekend weeks well_, well_. west what_i
    what_is what_they what_you when_he when_the when_they when_you whether white whole wife will_have
    with_my with_you within wonderful word worked works worth would_have wrong year_. yes_, you_,
    you_and you_could you_for you_get you_know you_may you_need you_should you_to you_would young
    yourself zawahiri
    """,
    6: """
    !_) 's_the (_713 (_fax (_or (_see (_which )_for )_is )_to ,_after ,_all ,_alt ,_although ,_an ,_are
    ,_at ,_because ,_by ,_can ,_do ,_especially ,_even ,_from ,_has ,_have ,_inc ,_its ,_july ,_no ,_now
    ,_of ,_on ,_one ,_she ,_some ,_too ,_very ,_was ,_what ,_where ,_while ,_will ,_your ._, ._. ._:
    ._animals ._bush ._com ._in ._xls /_or 0_0 0_pm 0_s 100 13 14 16 18 1_) 1_9 2002 2003_. 2004_. 22 25
    2_) 3_0 50 646 6_, 713_) 713_853 7_: 853 :_( :_3 :_april :_the _ a_big a_call a_car a_copy a_day
    a_different a_huge a_large a_long a_meeting a_nice a_number a_problem a_real a_result a_time a_while
    a_year ability about_a about_it about_this absolutely access_to account across_the act action
    actions activities added addition additional adults advice affordable afraid after_a afternoon
    against_the age agency agent agents ago_. agree agreed agreement_. ahead all_, all_you allow allowed
    alone along_with also_have alt alt_. alternative am_a am_going am_in am_looking am_sure am_very
    among_the amount_of analysis analyst and_, and_/ and_are and_can and_did and_even and_get and_had
    and_has and_his and_if and_is and_its and_just and_more and_not and_now and_on and_other and_our
    and_so and_some and_their and_there and_this and_very and_what and_would and_your andaman animal
    animals_. announced answers anti any_of any_other anyway_, anywhere application apply appointment
    appreciate appreciated approval approved arab archibald are_all are_also are_at are_doing are_just
    are_looking are_now are_some are_still area_. areas arms art as_an as_far as_if as_it as_long
    as_possible as_soon as_to as_we asia asked_for asking associate at_night at_some atmosphere
    attached_file attached_is attacks attempt attend audit august authority average aware away_from
    awesome back_. back_and back_in balance band bank base based_on basically basis bay be_on beach bear
    beatles became because_i because_the because_they become_a been_a been_to began begin beginning
    behind being_a believe_that below_. ben benefit best_, between_the beyond bigger billion bin
    bin_laden biological bird birds birth birthday bit_of blood blue bob body bondad booked born bottom
    bought box breakfast brought budget build building bus bush_administration business_. busy but_he
    but_if but_not but_that but_we but_you buying ca california call_me called_the calling calls camera
    can_do can_get can_i can_see canadian cap capital card care_of cargill carol carol_st cash cause
    central certainly certificate chair chance change_in changed changing charged cheney chernobyl chess
    chicken chief child china_'s chinese choice choose church cia circle cities civil claim clair class
    clean_, clearly client climate close_to co coalition coast code coffee cold college color columbia
    com come_back come_to comfortable comment commission committee common community companies complete
    completely computer concern concerned confidential confirm confirmed conflict connection consider
    considered continue_to contracts cool copies copy_of corporate correct cost_of costs could_have
    court cover cross currency current customer_service d dad daily dan dangerous dark data dating david
    day_, day_. days_. deal_with deals dear debra debra_perlingiere december decide decided decided_to
    decision deep defense delhi described design desk details determined develop did_a did_you died
    difference difficult direct directly director disaster discussed discussion do_. do_? do_a do_i
    do_the do_to do_we do_with doc_> dogs done_. down_. down_to dress drinking driving drug dry
    each_other earth easily east easy_to eating eb economic ect ed education effective effort egyptian
    electricity else_. emergency ena end_of england english enjoy enjoyed enough_to ensure environment
    eol epm estimated europe even_if even_though evening event events ever_had evidence exactly example
    except executive expensive experience_. explained extra f fact_that fair faith fall fallujah
    families fantastic far_as fast father favorite fax_) fax_: fbi fear february feeling feet female
    few_days fight fighting figure filled film finance financial find_a find_the finding fine_. finished
    fire firm first_time fit five fix fixed flight florida fly focus folks follow food_, food_. food_and
    food_is food_was for_. for_all for_an for_example for_his for_it for_more for_our for_some for_their
    for_them for_this for_those for_us foreign forget form_of france francisco french friday_,
    friendly_, friendly_and from_you front_of fully fund fyi garage gcp george_bush get_in get_it get_to
    get_your gets girls give_him give_you gives giving glad go_back goes good_luck got_a governor
    graduate great_! great_. great_job great_service green ground guard gulf had_an had_no had_the hamas
    hamster handle hands happen happened hard_to has_become has_not has_the has_to have_. have_already
    have_an have_done have_no have_received have_you he_also he_can he_could he_does he_had he_has
    he_would hearing heart heat held help_. helped helpful_. helping helps her_. here_'s here_, here_is
    hey hidden higher him_, him_and him_in him_to himself history hit hold home_. honest hope_you
    horrible horses hospital hot hour housing how_much hundreds husband i_'d i_also i_asked i_believe
    i_feel i_get i_go i_guess i_like i_love i_may i_mean i_really i_say i_should i_thought i_took i_used
    i_wanted i_went ideas if_he if_it if_not if_there if_this if_we if_your ii imagine immediately in_.
    in_2003 in_2005 in_all in_an in_and in_any in_fact in_front in_its in_new in_one in_order in_that
    in_to in_town inc inc_. included increase independent industry info information_. informed initial
    instead_of instructions insurance intended interconnect interest interesting internet involved
    iran_, iranian iraq_, iraq_. iraq_and ireland is_, is_. is_about is_always is_an is_going is_it
    is_just is_now is_one is_so is_still is_there is_what isda islamic islamists island islands iso
    israel_. israeli issued it_! it_? it_a it_and it_can it_does it_in it_may it_seems it_up items
    itself japan jihad jim jobs joe jones judge just_a just_to karzai kashmir keep_the ken kerry kill
    killed kim king knew know_, know_how knowledge knows l la lack lack_of laden land lanka larger
    last_night last_year lay ld2d ld2d_# lead learn leaving led legs less_than let_'s liberty life_.
    like_it like_this liked likely_to limited lines list_of listen live_in lives located lol long_as
    long_time longer look_at look_forward looked looking_at looks_like lopez lost lot_. loved ltte luck
    m mail make_a make_it make_the male many_of marie marriage mary master matter may_not me_, me_that
    meat medical member members_of men menu met michael michelle mid middle might_be militant mine
    minister minute miramar missing model modern mohammed mom moment moon more_. morning_. mostly moved
    much_more murder musharraf music must_be my_car my_family my_favorite my_friend my_hair my_wife
    myself nail named names nation nations nearly necessary need_a needs_to net network new_delhi
    new_orleans new_york next_day nice_and night_. no_, no_one none nook nor normal northern not_, not_.
    not_do not_find not_going not_in not_just not_like not_sure not_take not_think not_use not_work
    not_you november now_, now_. now_i now_that nuclear numbers obviously oct october of_al of_americans
    of_an of_any of_course of_iraq of_it of_people of_that of_those of_time off_the offered office_.
    offices official oh ok_. okay on_. on_friday on_how on_monday on_one on_our on_their on_this one_.
    online operating operations opinion opportunity option or_a or_even or_not or_the order_to ordered
    orders organization original orleans otherwise out_, out_. out_and out_for out_there out_to overall
    owned owners p page paid pain pair pakistani palestinian palestinians paper paris park parking
    particular parties parts pass patient paying payment pdf people_, people_. people_are people_who
    perhaps perlingiere personal personally pick picture pictures pieces pilot place_, place_. place_in
    place_is planning plans plants playing pleasant please_help pleased plenty plenty_of plus pm_vs
    police popular population posada possibly posted practice pre prepared present pressure price_.
    price_of pricing prior prior_to private product products progress properly proposed provided
    purchase purchased put_the putting questions_. quick quote range rat rates rather rather_than
    read_the reading ready_to reasonable reasons receive recommend_this recommended record red reference
    refused related released religious remain repair reply reported requested require requirements
    research respond responsible rest rest_of restaurants result results returned revised rice richard
    ride right_. right_now river road rooms rude rule rules russia s_. saddam safe said_, said_it
    said_the sales salon same_time samuel san_francisco saturday save saw say_that schedule scheduled
    scott screen search section see_attached see_the seeing seem seem_to seems_to self sell senate
    sending senior sense sent_to separate sept sept_. serious seriously served service_! service_,
    service_and service_was set_up settlement sharon she_has she_was ship should_have should_i
    should_not showing shows sign signed significant signs similar simple since_i since_the single sit
    sitting six size sleep snake so_many so_much so_we so_you social society soldiers solution sometimes
    somewhere son soon_as sort sort_of sound sounds source sources speak species specific spend spoke
    spot spring sri sri_lanka staff_is stand standard standards star starting state_of stated statement
    station stayed step steps steve stock stopped story stuff style such_a suggest suggestions suicide
    sun sunday sunni super supposed supposed_to supreme sure_that surgery syria t table take_a take_care
    take_it take_the takes talk_about talk_to task teacher tell_me tell_you telling ten term terrible
    territory terror terrorist text than_a than_the thanks_! that_, that_are that_can that_has that_if
    that_one that_there that_this that_will that_would the_above the_american the_andaman the_area
    the_attached the_cage the_call the_car the_case the_city the_company the_cost the_day the_door
    the_draft the_eggs the_entire the_fact the_fbi the_final the_front the_future the_government
    the_gulf the_information the_internet the_job the_letter the_list the_main the_meeting the_middle
    the_military the_money the_more the_name the_night the_number the_office the_owner the_past
    the_people the_phone the_place the_point the_president the_problem the_process the_real the_region
    the_rest the_second the_service the_state the_taliban the_two the_u.s. the_war the_water the_west
    the_whole the_word the_work the_worst their_own them_and them_in themselves then_, then_i then_you
    theory there_and there_any therefore these_are they_could they_did they_want think_it think_that
    think_they thinking third this_, this_email this_was this_week this_will this_year those_who
    thousands thousands_of threat thursday_, time_and time_i tire to_all to_ask to_attend to_bring
    to_buy to_call to_change to_deal to_discuss to_eat to_hear to_him to_his to_it to_leave to_let
    to_live to_look to_our to_pay to_provide to_start to_stay to_talk to_tell to_their to_them to_try
    to_visit to_your today_. tom too_. too_much took_the top_of total touch tour toward trade trading
    train trained training transaction transportation travel treat treated treatment tried_to troops
    trouble true truth tuesday turned tv twice two_years type_of understanding unfortunately unit
    university up_, up_a up_for up_in up_on up_the up_with update us_. us_and us_to use_the vacation
    various version very_good very_helpful very_much very_well via video vietnam view visa visited vote
    vs vs_. waiting walked want_a wants_to warm warming was_an was_going was_in was_to was_told
    washington waste watch way_, way_. way_i way_to ways we_did we_do we_need we_should we_would weather
    web wedding wednesday week_. weight well_as went_to were_not western what_'s what_are what_do
    what_he what_it what_the what_we whatever wheel when_it when_we where_the where_you which_i
    which_was who_are who_had who_has who_have who_is who_was whom whose wife_and will_also will_find
    will_get will_give will_make will_need will_never will_take willing willing_to window wine winter
    wish with_all with_him with_his with_me with_no with_some with_that with_their with_them with_this
    with_us with_your within_the wolf wolves woman women wonder wondering wood words work_. work_and
    work_for work_in work_on work_with workers world_, world_. worst would_recommend would_you writing
    written x xls year_, year_old years_. years_ago yesterday york you_a you_feel you_go you_guys you_in
    you_like you_might you_must you_please you_think you_were your_help your_own your_time | |_|
    """,
}
